package dev.interlude.booking;

import dev.interlude.availability.search.Offer;
import dev.interlude.availability.search.Plan;
import dev.interlude.availability.search.PlanRequest;
import dev.interlude.availability.search.Planner;
import dev.interlude.availability.search.Turns;
import dev.interlude.availability.slots.FreeSlots;
import dev.interlude.availability.slots.FullDays;
import dev.interlude.availability.slots.Interval;
import dev.interlude.availability.slots.SlotDemand;
import dev.interlude.availability.slots.SlotRead;
import dev.interlude.availability.slots.SlotReads;
import dev.interlude.availability.units.FreeUnits;
import dev.interlude.booking.request.BookingRequest;
import dev.interlude.platform.Ids;
import dev.interlude.platform.problems.Problem;
import dev.interlude.platform.problems.ProblemCode;
import dev.interlude.platform.problems.Refused;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/** Turns a request into a plan that can be placed. */
public class BookingPlanner {

    private static final int ATTEMPTS = 4;

    private final Ids ids;
    private final ZoneId salon;

    /** @param salon its zone says which day it is */
    public BookingPlanner(Ids ids, ZoneId salon) {
        this.ids = ids;
        this.salon = salon;
    }

    /**
     * The free times to read; none if the caller left nothing open: then Cal.com decides. What is only to be held does not
     * reach Cal.com, so it must be free as last read.
     */
    public Collection<SlotRead> reads(BookingRequest request) {
        var planRequest = request.planRequest();
        return planRequest.spelledOut().isPresent() && !request.options().toHold()
                ? List.of()
                : SlotReads.of(
                        planRequest.service(),
                        planRequest.start(),
                        planRequest.start().plusSeconds(1),
                        planRequest.staff());
    }

    public SlotDemand demand() {
        return SlotDemand.BOOKING;
    }

    /**
     * Whether another plan may be made when the time was taken meanwhile: only if the caller left us a choice. As often as there
     * are people, because each attempt may lose another one of them and still leave one who is free.
     */
    public boolean mayPlanAgain(BookingRequest request, int attempt) {
        var people = request.planRequest().service().segments().stream()
                .mapToInt(segment -> segment.eventTypes().size())
                .sum();
        return attempt < Math.max(ATTEMPTS, people + 1)
                && request.planRequest().spelledOut().isEmpty();
    }

    public int next(int attempt) {
        return attempt + 1;
    }

    /**
     * @param held staff to the times that are held for other customers
     * @param units that are free of the resources it needs
     * @throws Refused SLOT_UNAVAILABLE when nothing that fits the request is free; CAPACITY_EXCEEDED when something would be
     *     if the day were not full
     */
    public BookingPlan plan(
            BookingRequest request,
            FreeSlots slots,
            Map<String, List<Interval>> held,
            FullDays full,
            Turns turns,
            FreeUnits units) {
        var planRequest = request.planRequest();
        var toHold = request.options().toHold();
        var offer = planRequest
                .spelledOut()
                .filter(spelledOut -> !toHold)
                .orElseGet(() -> best(planRequest, slots.without(planRequest.service(), held), full, turns, units));
        var booking = toHold ? request.request() : ids.next();
        return new BookingPlan(
                booking,
                request.request(),
                offer.service(),
                request.timeZone(),
                request.attendee(),
                request.notes(),
                request.metadata(),
                request.linkedTo(),
                request.series(),
                segments(booking, planRequest.service().account(), offer),
                request.by(),
                request.deadline(),
                request.options().overrideReason(),
                request.shiftedFrom(),
                request.options().hold());
    }

    private Offer best(PlanRequest planRequest, FreeSlots free, FullDays full, Turns turns, FreeUnits units) {
        var plan = Planner.plan(planRequest, free.without(planRequest.service(), full), turns, units);
        if (plan instanceof Plan.Unavailable
                && !full.isEmpty()
                && Planner.plan(planRequest, free, turns, units) instanceof Plan.Ready) {
            throw fullDay(planRequest, full);
        }
        return required(plan);
    }

    /** Says whose limit it is: the service's, or that of the people who would be free. */
    private Refused fullDay(PlanRequest planRequest, FullDays full) {
        var day = LocalDate.ofInstant(planRequest.start(), salon);
        var start = new Interval(planRequest.start(), planRequest.start().plusSeconds(1));
        return planRequest.service().parts().stream()
                .filter(service -> full.services().getOrDefault(service.id(), List.of()).stream()
                        .anyMatch(closed -> closed.overlaps(start)))
                .findFirst()
                .<Refused>map(service -> DayLimitReached.ofService(service, day))
                .orElseGet(() -> Refused.because(
                        ProblemCode.CAPACITY_EXCEEDED,
                        "The staff who are free at that time take no more bookings on " + day + "."));
    }

    /** @throws Refused when the plan is none */
    public static Offer required(Plan plan) {
        if (plan instanceof Plan.Ready ready) {
            return ready.offer();
        }
        if (plan instanceof Plan.Invalid invalid) {
            throw new Refused(Problem.meaning(invalid.errors()));
        }
        throw Refused.because(ProblemCode.SLOT_UNAVAILABLE, ((Plan.Unavailable) plan).detail() + ".");
    }

    /** The plan of an offer that Interlude holds by itself, for a customer who has not been asked yet. */
    public BookingPlan toHold(Offer offer, String account, ZoneId zone, String by) {
        var hold = ids.next();
        return new BookingPlan(
                hold,
                hold,
                offer.service(),
                zone,
                null,
                "",
                null,
                null,
                null,
                segments(hold, account, offer),
                by,
                null,
                null,
                null,
                null);
    }

    private List<PlannedSegment> segments(UUID booking, String account, Offer offer) {
        return IntStream.range(0, offer.segments().size())
                .mapToObj(i -> {
                    var s = offer.segments().get(i);
                    return new PlannedSegment(
                            ids.next(), booking, i, s.key(), s.staff(), account, s.eventTypeId(), s.start(), s.end());
                })
                .toList();
    }
}
