package dev.interlude.booking.request;

import dev.interlude.availability.Alternatives;
import dev.interlude.availability.OfferQuery;
import dev.interlude.availability.search.Offer;
import dev.interlude.availability.search.OfferedSegment;
import dev.interlude.availability.search.Order;
import dev.interlude.availability.slots.SlotDemand;
import dev.interlude.booking.BookingPlan;
import dev.interlude.booking.Refusals;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Finds the nearest free time for an appointment whose time is taken, if its caller allows that. */
public class Rebooking {

    private static final int EVERY_START = Integer.MAX_VALUE;
    private static final Duration STEP = Duration.ofSeconds(1);

    private final Clock clock;
    private final int most;

    /** @param most how often another time is tried per request */
    public Rebooking(Clock clock, int most) {
        this.clock = clock;
        this.most = most;
    }

    /** Whether the caller allows another time and still waits long enough. */
    public boolean mayShift(BookingRequest request) {
        var options = request.options();
        return options.maxShift() != null
                && options.tried().size() < most
                && clock.instant().isBefore(request.deadline());
    }

    /**
     * The search for it, within the allowed shift and with the requested staff.
     *
     * @return null when another time is not what helps, or something of the last attempt is still being undone
     */
    public OfferQuery around(BookingRequest request, RequestedBooking wanted, Throwable failure) {
        if (Refusals.stillOpen(failure)
                || !Refusals.isTimeTaken(Refusals.problem(failure).code())) {
            return null;
        }
        var asked = request.options().asked();
        var from = asked.minus(request.options().maxShift());
        var earliest = wanted.earliest(clock.instant());
        return new OfferQuery(
                request.planRequest().service(),
                from.isBefore(earliest) ? earliest : from,
                asked.plus(request.options().maxShift()).plus(STEP),
                wanted.planRequest().staff(),
                Order.EARLIEST,
                EVERY_START,
                false,
                wanted.bySamePeople().named(),
                wanted.overLimits(),
                SlotDemand.BOOKING);
    }

    /**
     * The same request at the nearest time that was not tried yet.
     *
     * @param plan what was refused; null when there was none yet
     * @return null when there is no such time
     */
    public BookingRequest nearest(BookingRequest request, BookingPlan plan, List<Offer> offers) {
        var left = request.options().without(plan == null ? List.of() : appointment(plan));
        var others = offers == null
                ? List.<Offer>of()
                : offers.stream()
                        .filter(o -> !left.tried().contains(o.segments()))
                        .toList();
        return Alternatives.nearest(others, left.asked(), 1).stream()
                .findFirst()
                .map(offer -> request.at(offer, left))
                .orElse(null);
    }

    /** Milliseconds the caller still waits, in whole seconds: each different number would be an endpoint of its own. */
    public long patience(BookingRequest request) {
        var left = Duration.between(clock.instant(), request.deadline())
                .plus(BookingRequests.BEGUN_BEFORE_LIMIT)
                .toMillis();
        return Math.max(STEP.toMillis(), (left + STEP.toMillis() - 1) / STEP.toMillis() * STEP.toMillis());
    }

    private static List<OfferedSegment> appointment(BookingPlan plan) {
        return plan.segments().stream()
                .map(s -> new OfferedSegment(s.key(), s.staff(), s.eventTypeId(), s.start(), s.end()))
                .toList();
    }
}
