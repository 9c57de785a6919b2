package dev.interlude.booking;

import dev.interlude.availability.FreeSlots;
import dev.interlude.availability.FullDays;
import dev.interlude.availability.Interval;
import dev.interlude.availability.Offer;
import dev.interlude.availability.Plan;
import dev.interlude.availability.Planner;
import dev.interlude.availability.SlotRead;
import dev.interlude.availability.SlotReads;
import dev.interlude.availability.Wish;
import dev.interlude.platform.Ids;
import dev.interlude.platform.Problem;
import dev.interlude.platform.ProblemCode;
import dev.interlude.platform.Refused;
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

    /** The free times that must be known; none when the caller has left nothing open, as then Cal.com decides. */
    public Collection<SlotRead> reads(BookingRequest request) {
        var wish = request.wish();
        return wish.spelledOut().isPresent()
                ? List.of()
                : SlotReads.of(wish.service(), wish.start(), wish.start().plusSeconds(1), wish.staff());
    }

    /** Whether another plan may be made when somebody was quicker: only where the caller has left us a choice. */
    public boolean mayPlanAgain(BookingRequest request, int attempt) {
        return attempt < ATTEMPTS && request.wish().spelledOut().isEmpty();
    }

    public int next(int attempt) {
        return attempt + 1;
    }

    /**
     * @param held staff to the times that are held for other customers
     * @throws Refused SLOT_UNAVAILABLE when nothing that fits the request is free; CAPACITY_EXCEEDED when something would be
     *     if the day were not full
     */
    public BookingPlan plan(BookingRequest request, FreeSlots slots, Map<String, List<Interval>> held, FullDays full) {
        var wish = request.wish();
        var offer = wish.spelledOut().orElseGet(() -> best(wish, slots.without(wish.service(), held), full));
        var booking = ids.next();
        return new BookingPlan(
                booking,
                request.request(),
                wish.service().id(),
                request.timeZone(),
                request.attendee(),
                request.notes(),
                request.metadata(),
                request.linkedTo(),
                request.series(),
                segments(booking, wish.service().account(), offer),
                request.by(),
                request.deadline(),
                request.leeway().overrideReason(),
                request.shiftedFrom());
    }

    private Offer best(Wish wish, FreeSlots free, FullDays full) {
        var plan = Planner.plan(wish, free.without(wish.service(), full));
        if (plan instanceof Plan.Unavailable && !full.isEmpty() && Planner.plan(wish, free) instanceof Plan.Ready) {
            throw Refused.because(
                    ProblemCode.CAPACITY_EXCEEDED,
                    "Who is free at that time takes no more bookings on " + LocalDate.ofInstant(wish.start(), salon)
                            + ".");
        }
        return required(plan);
    }

    /** @throws Refused when the plan is none */
    static Offer required(Plan plan) {
        if (plan instanceof Plan.Ready ready) {
            return ready.offer();
        }
        if (plan instanceof Plan.Invalid invalid) {
            throw new Refused(Problem.meaning(invalid.errors()));
        }
        throw Refused.because(ProblemCode.SLOT_UNAVAILABLE, ((Plan.Unavailable) plan).detail() + ".");
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
