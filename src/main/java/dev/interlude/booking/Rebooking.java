package dev.interlude.booking;

import dev.interlude.availability.Alternatives;
import dev.interlude.availability.Offer;
import dev.interlude.availability.OfferQuery;
import dev.interlude.availability.OfferedSegment;
import dev.interlude.availability.Order;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Finds the nearest time for an appointment whose own is taken, as far as its caller has asked for that. */
public class Rebooking {

    private static final int EVERY_START = Integer.MAX_VALUE;
    private static final Duration STEP = Duration.ofSeconds(1);

    private final Clock clock;
    private final int most;

    /** @param most how often another time is tried for one request */
    public Rebooking(Clock clock, int most) {
        this.clock = clock;
        this.most = most;
    }

    /** Whether the caller allows another time, and waits long enough for another attempt. */
    public boolean mayShift(BookingRequest request) {
        var leeway = request.leeway();
        return leeway.maxShift() != null
                && leeway.tried().size() < most
                && clock.instant().isBefore(request.deadline());
    }

    /**
     * The search for it: so far from the start that was asked for, and by the same people as far as they were named.
     *
     * @return null when another time is not what helps, or something of the last attempt is still being undone
     */
    public OfferQuery around(BookingRequest request, Wanted wanted, Throwable failure) {
        if (Refusals.stillOpen(failure)
                || !Refusals.isTimeTaken(Refusals.problem(failure).code())) {
            return null;
        }
        var asked = request.leeway().asked();
        var from = asked.minus(request.leeway().maxShift());
        var earliest = wanted.earliest(clock.instant());
        return new OfferQuery(
                request.wish().service(),
                from.isBefore(earliest) ? earliest : from,
                asked.plus(request.leeway().maxShift()).plus(STEP),
                wanted.wish().staff(),
                Order.EARLIEST,
                EVERY_START,
                false,
                new Wanted(wanted.wish(), wanted.timeZone(), true, wanted.overLimits()).named(),
                wanted.overLimits());
    }

    /**
     * The same request at the nearest time that was not tried yet.
     *
     * @param plan what was refused; null when there was none yet
     * @return null when there is no such time
     */
    public BookingRequest nearest(BookingRequest request, BookingPlan plan, List<Offer> offers) {
        var left = request.leeway().without(plan == null ? List.of() : appointment(plan));
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

    /** Milliseconds that the caller still waits; whole seconds, as each other number is an endpoint of its own. */
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
