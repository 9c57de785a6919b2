package dev.interlude.booking.move;

import dev.interlude.availability.slots.Interval;
import dev.interlude.booking.Booking;
import dev.interlude.booking.Booking.BookedSegment;
import dev.interlude.booking.move.SegmentChange.Place;
import dev.interlude.platform.problems.ProblemCode;
import dev.interlude.platform.problems.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Where old bookings wait that are in the way of new ones by the same person. Cal.com takes no two of one person at once, and
 * nothing is cancelled before all else has succeeded: so they are moved to a free time nearby, from where they can come back.
 */
final class WaitingTimes {

    private final List<Map.Entry<UUID, Place>> found = new ArrayList<>();
    private final Booking booking;
    private final MoveParts parts;

    private WaitingTimes(Booking booking, MoveParts parts) {
        this.booking = booking;
        this.parts = parts;
    }

    /**
     * By segment.
     *
     * @throws Refused SLOT_UNAVAILABLE when there is none
     */
    static List<Map.Entry<UUID, Place>> of(
            Booking booking, MoveParts parts, MoveSlots slots, Map<String, List<Interval>> held) {
        var times = new WaitingTimes(booking, parts);
        parts.leaving().stream()
                .filter(parts::isInTheWay)
                .forEach(segment ->
                        times.add(segment, slots.waiting(segment.id()), held.getOrDefault(segment.staff(), List.of())));
        return List.copyOf(times.found);
    }

    private void add(BookedSegment segment, List<Instant> starts, List<Interval> held) {
        var length = Duration.between(segment.start(), segment.end());
        var place = starts.stream()
                .map(start -> new Place(segment.staff(), start, start.plus(length)))
                .filter(at -> isFree(at, held))
                .min(Comparator.comparing((Place at) ->
                                Duration.between(segment.start(), at.start()).abs())
                        .thenComparing(Place::start))
                .orElseThrow(() -> Refused.because(
                        ProblemCode.SLOT_UNAVAILABLE,
                        "%s of this booking is in the way until the rest stands, and %s has no other time for it on the days around."
                                .formatted(segment.key(), segment.staff())));
        found.add(Map.entry(segment.id(), place));
    }

    private boolean isFree(Place at, List<Interval> held) {
        var interval = new Interval(at.start(), at.end());
        return held.stream().noneMatch(interval::overlaps)
                && booking.segments().stream()
                        .filter(s -> s.stands() && s.staff().equals(at.staff()))
                        .noneMatch(s -> interval.overlaps(new Interval(s.start(), s.end())))
                && parts.goals().stream()
                        .filter(goal -> goal.staff().equals(at.staff()))
                        .noneMatch(goal -> interval.overlaps(new Interval(goal.start(), goal.end())))
                && found.stream()
                        .map(Map.Entry::getValue)
                        .filter(other -> other.staff().equals(at.staff()))
                        .noneMatch(other -> interval.overlaps(new Interval(other.start(), other.end())));
    }
}
