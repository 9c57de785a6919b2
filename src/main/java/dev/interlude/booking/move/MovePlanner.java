package dev.interlude.booking.move;

import dev.interlude.availability.search.Offer;
import dev.interlude.availability.search.OfferedSegment;
import dev.interlude.availability.search.PlanRequest;
import dev.interlude.availability.search.Planner;
import dev.interlude.availability.search.RequestedSegment;
import dev.interlude.availability.slots.FreeSlots;
import dev.interlude.availability.slots.Interval;
import dev.interlude.availability.slots.SlotRead;
import dev.interlude.availability.slots.SlotReads;
import dev.interlude.booking.Booking;
import dev.interlude.booking.Booking.BookedSegment;
import dev.interlude.booking.BookingPlan;
import dev.interlude.booking.BookingPlanner;
import dev.interlude.booking.PlannedSegment;
import dev.interlude.catalog.Service;
import dev.interlude.platform.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans a move: with the booking's current pauses if they fit, else with the best available. */
public class MovePlanner {

    /** Positions of segments that are not, or not yet, part of their booking. */
    private static final int ASIDE = 1000;

    private final Ids ids;

    public MovePlanner(Ids ids) {
        this.ids = ids;
    }

    public MoveSlots look(Booking booking, MoveRequest request) {
        var planRequest = request.planRequest();
        var to = planRequest.start().plusSeconds(planRequest.service().maxMinutes() * 60L);
        var reads = SlotReads.of(
                        planRequest.service(),
                        planRequest.start(),
                        planRequest.start().plusSeconds(1),
                        Optional.empty())
                .stream()
                .flatMap(read -> planRequest.segments().stream()
                        .map(requested -> read(read, requested, booking, planRequest.service()))
                        .flatMap(Optional::stream))
                .toList();
        return new MoveSlots(reads, planRequest.start(), to);
    }

    /** What to ask about one segment; a booking that stays in its place counts as not there. */
    private static Optional<MoveSlots.Read> read(
            SlotRead slots, RequestedSegment requested, Booking booking, Service service) {
        var segment = booking.segment(requested.key()).orElseThrow();
        if (stays(segment, requested)) {
            return slots.eventTypeId() == segment.eventTypeId()
                    ? Optional.of(new MoveSlots.Read(slots, segment.calcomUid()))
                    : Optional.empty();
        }
        return service.segments().stream()
                .filter(s -> s.key().equals(requested.key()))
                .map(s -> s.eventTypes().get(requested.staff().orElseThrow()))
                .filter(id -> id != null && id == slots.eventTypeId())
                .map(id -> new MoveSlots.Read(slots, null))
                .findFirst();
    }

    /** Whether its booking in Cal.com is kept; else it is booked anew. */
    private static boolean stays(BookedSegment segment, RequestedSegment requested) {
        return segment.stands() && requested.staff().equals(Optional.of(segment.staff()));
    }

    /** Adds Cal.com's free times for one segment. */
    public void keep(MoveSlots slots, MoveSlots.Read read, List<Instant> starts) {
        slots.keep(read, starts);
    }

    /**
     * @param held staff to the times that are held for other customers
     * @throws dev.interlude.platform.problems.Refused SLOT_UNAVAILABLE when the booking does not fit there
     */
    public MovePlan plan(Booking booking, MoveRequest request, MoveSlots slots, Map<String, List<Interval>> held) {
        var shifted = shifted(booking, request.planRequest());
        var free = withOwnTimes(booking, shifted, slots)
                .without(request.planRequest().service(), held);
        var sameShape = Planner.plan(shifted, free);
        var offer = BookingPlanner.required(
                sameShape instanceof dev.interlude.availability.search.Plan.Ready
                        ? sameShape
                        : Planner.plan(request.planRequest(), free));
        return new MovePlan(
                booking.id(),
                booking.version(),
                MoveOrder.of(moves(booking, offer)),
                replacements(booking, offer, request.planRequest().service().account()),
                offer.start(),
                offer.end(),
                request.reason(),
                request.by(),
                request.deadline(),
                BookingPlan.again(booking, List.of(), request.by(), request.deadline()));
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

    /**
     * Cal.com's free times, plus times of this booking's own segments, which move away first, see {@link MoveOrder}. If
     * another customer is there too, Cal.com refuses the move.
     */
    private static FreeSlots withOwnTimes(Booking booking, PlanRequest shifted, MoveSlots slots) {
        var starts = new HashMap<Long, List<Instant>>();
        slots.starts().forEach((eventType, its) -> starts.put(eventType, new ArrayList<>(its)));
        for (var requested : shifted.segments()) {
            var segment = booking.segment(requested.key()).orElseThrow();
            var start = requested.start().orElse(shifted.start());
            var goal = new Interval(start, start.plus(Duration.between(segment.start(), segment.end())));
            var own = stays(segment, requested)
                    && booking.segments().stream()
                            .filter(BookedSegment::stands)
                            .filter(other -> other.staff().equals(segment.staff()))
                            .anyMatch(other -> new Interval(other.start(), other.end()).overlaps(goal));
            if (own) {
                starts.computeIfAbsent(segment.eventTypeId(), id -> new ArrayList<>())
                        .add(start);
            }
        }
        return FreeSlots.of(starts);
    }

    private List<Move> moves(Booking booking, Offer offer) {
        var moves = new ArrayList<Move>();
        for (var goal : offer.segments()) {
            var segment = booking.segment(goal.key()).orElseThrow();
            if (isSame(segment, goal) && !segment.start().equals(goal.start())) {
                moves.add(move(booking, segment, goal.start(), goal.end()));
            }
        }
        return moves;
    }

    private static boolean isSame(BookedSegment segment, OfferedSegment goal) {
        return segment.stands() && segment.staff().equals(goal.staff());
    }

    private List<Replacement> replacements(Booking booking, Offer offer, String account) {
        var anew = new ArrayList<Replacement>();
        for (var goal : offer.segments()) {
            var segment = booking.segment(goal.key()).orElseThrow();
            if (!isSame(segment, goal)) {
                var planned = new PlannedSegment(
                        ids.next(),
                        booking.id(),
                        ASIDE + anew.size(),
                        goal.key(),
                        goal.staff(),
                        account,
                        goal.eventTypeId(),
                        goal.start(),
                        goal.end());
                anew.add(new Replacement(planned, segment.id()));
            }
        }
        return List.copyOf(anew);
    }

    private Move move(Booking booking, BookedSegment segment, Instant start, Instant end) {
        return new Move(
                ids.next(),
                segment.id(),
                booking.id(),
                segment.staff(),
                segment.account(),
                segment.eventTypeId(),
                segment.start(),
                segment.end(),
                segment.calcomUid(),
                start,
                end,
                null,
                false,
                Instant.MAX);
    }
}
