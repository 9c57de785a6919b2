package dev.interlude.booking.move;

import dev.interlude.availability.search.Offer;
import dev.interlude.availability.search.Plan;
import dev.interlude.availability.search.PlanRequest;
import dev.interlude.availability.search.Planner;
import dev.interlude.availability.search.RequestedSegment;
import dev.interlude.availability.search.Turns;
import dev.interlude.availability.slots.Interval;
import dev.interlude.availability.units.FreeUnits;
import dev.interlude.booking.Booking;
import dev.interlude.booking.BookingPlan;
import dev.interlude.booking.BookingPlanner;
import dev.interlude.platform.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Plans a move: with the booking's current pauses if they fit, else with the best available. */
public class MovePlanner {

    private final Ids ids;

    public MovePlanner(Ids ids) {
        this.ids = ids;
    }

    public MoveSlots look(Booking booking, MoveRequest request) {
        return MoveReads.of(booking, request);
    }

    /** Adds Cal.com's free times for one segment. */
    public void keep(MoveSlots slots, MoveSlots.Read read, List<Instant> starts) {
        slots.keep(read, starts);
    }

    /**
     * @param held staff to the times that are held for other customers
     * @param units that are free of the resources it needs, its own included
     * @throws dev.interlude.platform.problems.Refused SLOT_UNAVAILABLE when the booking does not fit there
     */
    public MovePlan plan(
            Booking booking, MoveRequest request, MoveSlots slots, Map<String, List<Interval>> held, FreeUnits units) {
        var service = request.planRequest().service();
        var offer = best(booking, request, slots, held, units);
        var parts = new MoveParts(ids, booking, service, offer);
        var waiting = WaitingTimes.of(booking, parts, slots, held);
        var moves = Stream.concat(parts.moves().stream(), waiting.stream().map(parts::waiting))
                .toList();
        return new MovePlan(
                booking.id(),
                booking.version(),
                MoveOrder.of(moves),
                parts.replacements(),
                parts.added(),
                parts.dropped(),
                request.change() == null ? null : parts.changes(waiting),
                offer.segments().stream().map(s -> s.key()).toList(),
                parts.afterwards(),
                offer.start(),
                offer.end(),
                request.reason(),
                request.by(),
                request.id(),
                request.deadline(),
                BookingPlan.again(booking, List.of(), request.by(), request.deadline(), request.overrideReason()));
    }

    /** The first way that is free. What is said of the last is true of all: it leaves most open. */
    private static Offer best(
            Booking booking, MoveRequest request, MoveSlots slots, Map<String, List<Interval>> held, FreeUnits units) {
        var ways = request.change() == null
                ? List.of(shifted(booking, request.planRequest()), request.planRequest())
                : request.change().ways();
        Plan plan = null;
        for (var way : ways) {
            var own = request.change() == null ? ways.get(0) : way;
            var free = OwnTimes.added(booking, own, slots).without(way.service(), held);
            plan = Planner.plan(way, free, Turns.NONE, units);
            if (plan instanceof Plan.Ready) {
                break;
            }
        }
        return BookingPlanner.required(plan);
    }

    /** The same booking, later or earlier as a whole; times that the caller has named stay as named. */
    private static PlanRequest shifted(Booking booking, PlanRequest planRequest) {
        var by = Duration.between(booking.segments().get(0).start(), planRequest.start());
        return new PlanRequest(
                planRequest.service(),
                planRequest.start(),
                planRequest.staff(),
                planRequest.segments().stream()
                        .map(w -> new RequestedSegment(
                                w.key(), w.staff(), w.start().or(() -> booking.segment(w.key())
                                        .map(s -> s.start().plus(by)))))
                        .toList());
    }
}
