package dev.interlude.booking;

import dev.interlude.availability.FreeSlots;
import dev.interlude.availability.Interval;
import dev.interlude.availability.Offer;
import dev.interlude.availability.Planner;
import dev.interlude.availability.SlotReads;
import dev.interlude.availability.Wish;
import dev.interlude.availability.WishedSegment;
import dev.interlude.booking.Booking.BookedSegment;
import dev.interlude.platform.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns a request to move a booking into a plan: with the pauses it has if they fit, else with the best there are. */
public class MovePlanner {

    private final Ids ids;

    public MovePlanner(Ids ids) {
        this.ids = ids;
    }

    public MoveSlots look(Booking booking, MoveRequest request) {
        var wish = request.wish();
        var to = wish.start().plusSeconds(wish.service().maxMinutes() * 60L);
        var reads = SlotReads.of(wish.service(), wish.start(), wish.start().plusSeconds(1), Optional.empty()).stream()
                .flatMap(read -> booking.segments().stream()
                        .filter(segment -> segment.eventTypeId() == read.eventTypeId())
                        .map(segment -> new MoveSlots.Read(read, segment.calcomUid())))
                .toList();
        return new MoveSlots(reads, wish.start(), to);
    }

    /** Takes in what Cal.com has told of one segment. */
    public void keep(MoveSlots slots, MoveSlots.Read read, List<Instant> starts) {
        slots.keep(read, starts);
    }

    /**
     * @param held staff to the times that are held for other customers
     * @throws dev.interlude.platform.Refused SLOT_UNAVAILABLE when the booking does not fit there
     */
    public MovePlan plan(Booking booking, MoveRequest request, MoveSlots slots, Map<String, List<Interval>> held) {
        var shifted = shifted(booking, request.wish());
        var free = withOwnTimes(booking, shifted, slots).without(request.wish().service(), held);
        var sameShape = Planner.plan(shifted, free);
        var offer = BookingPlanner.required(
                sameShape instanceof dev.interlude.availability.Plan.Ready
                        ? sameShape
                        : Planner.plan(request.wish(), free));
        return new MovePlan(
                booking.id(),
                booking.version(),
                MoveOrder.of(moves(booking, offer)),
                offer.start(),
                offer.end(),
                request.reason(),
                request.by(),
                request.deadline());
    }

    /** The same booking, later or earlier as a whole; times that the caller has named stay as named. */
    private static Wish shifted(Booking booking, Wish wish) {
        var by = Duration.between(booking.start(), wish.start());
        return new Wish(
                wish.service(),
                wish.start(),
                wish.staff(),
                wish.segments().stream()
                        .map(w ->
                                new WishedSegment(w.key(), w.staff(), w.start().or(() -> booking.segment(w.key())
                                        .map(s -> s.start().plus(by)))))
                        .toList());
    }

    /**
     * What Cal.com calls free, and besides where a segment would go onto a time of its own booking: that time will be left
     * before, see {@link MoveOrder}. Whether somebody else is there too, Cal.com says when it is asked to move.
     */
    private static FreeSlots withOwnTimes(Booking booking, Wish shifted, MoveSlots slots) {
        var starts = new HashMap<Long, List<Instant>>();
        slots.starts().forEach((eventType, its) -> starts.put(eventType, new ArrayList<>(its)));
        for (var wished : shifted.segments()) {
            var segment = booking.segment(wished.key()).orElseThrow();
            var start = wished.start().orElse(shifted.start());
            var goal = new Interval(start, start.plus(Duration.between(segment.start(), segment.end())));
            var own = booking.segments().stream()
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
            if (!segment.start().equals(goal.start())) {
                moves.add(move(booking, segment, goal.start(), goal.end()));
            }
        }
        return moves;
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
