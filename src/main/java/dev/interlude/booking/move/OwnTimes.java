package dev.interlude.booking.move;

import dev.interlude.availability.search.PlanRequest;
import dev.interlude.availability.search.RequestedSegment;
import dev.interlude.availability.slots.FreeSlots;
import dev.interlude.availability.slots.Interval;
import dev.interlude.booking.Booking;
import dev.interlude.booking.Booking.BookedSegment;
import dev.interlude.catalog.Segment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/**
 * Cal.com's free times, plus times of this booking's own segments, which move away first, see {@link MoveOrder}. If another
 * customer is there too, Cal.com refuses the move.
 */
final class OwnTimes {

    private final Booking booking;
    private final HashMap<Long, List<Instant>> starts = new HashMap<>();

    private OwnTimes(Booking booking) {
        this.booking = booking;
    }

    /** @param way with the starts that are known */
    static FreeSlots added(Booking booking, PlanRequest way, MoveSlots slots) {
        var own = new OwnTimes(booking);
        slots.starts().forEach((eventType, its) -> own.starts.put(eventType, new ArrayList<>(its)));
        way.segments()
                .forEach(requested -> way.service().segment(requested.key()).ifPresent(segment -> way.startOf(segment)
                        .ifPresent(start -> own.add(requested, segment, start))));
        return FreeSlots.of(own.starts);
    }

    private void add(RequestedSegment requested, Segment segment, Instant start) {
        segment.eventTypes().forEach((staff, eventType) -> {
            var goal = new Interval(start, start.plusSeconds(segment.minutes(staff) * 60L));
            var wanted = requested.staff().isEmpty() || requested.staff().get().equals(staff);
            if (wanted && isOwn(goal, staff, requested.key(), eventType)) {
                starts.computeIfAbsent(eventType, id -> new ArrayList<>()).add(start);
            }
        });
    }

    /** One that is booked anew has been asked about as if it were not there: only others in its place count. */
    private boolean isOwn(Interval goal, String staff, String key, long eventType) {
        return booking.segments().stream()
                .filter(BookedSegment::stands)
                .filter(other -> other.staff().equals(staff))
                .filter(other -> !other.key().equals(key) || other.eventTypeId() == eventType)
                .anyMatch(other -> new Interval(other.start(), other.end()).overlaps(goal));
    }
}
