package dev.interlude.booking;

import dev.interlude.availability.Wish;
import dev.interlude.availability.WishedSegment;
import dev.interlude.booking.Booking.BookedSegment;
import dev.interlude.catalog.Pause;
import dev.interlude.catalog.Service;
import dev.interlude.platform.Text;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * The ways to make the pauses of a booking fit again after others moved one of its segments, the best first: that one stays,
 * each other one stays too if it can, else it goes as near as its pause wants.
 */
public final class PauseRepair {

    private static final Text REASON = new Text("another part of the appointment was moved");

    private final Deque<MoveRequest> ways;

    private PauseRepair(List<MoveRequest> ways) {
        this.ways = new ArrayDeque<>(ways);
    }

    static PauseRepair of(Booking booking, Service service, String movedUid, Instant deadline) {
        var standing = booking.segments().stream()
                .filter(s -> s.status() == SegmentStatus.BOOKED || s.status() == SegmentStatus.PENDING)
                .toList();
        var moved =
                standing.stream().filter(s -> movedUid.equals(s.calcomUid())).findFirst();
        if (moved.isEmpty() || standing.size() != service.segments().size()) {
            return new PauseRepair(List.of());
        }
        var at = standing.indexOf(moved.get());
        return new PauseRepair(List.<ToIntFunction<Pause>>of(Pause::preferred, Pause::min, Pause::max).stream()
                .map(length -> starts(service, standing, at, length))
                .distinct()
                .map(starts -> request(booking.timeZone(), service, standing, starts, deadline))
                .toList());
    }

    public boolean hasNext() {
        return !ways.isEmpty();
    }

    public MoveRequest next() {
        return ways.remove();
    }

    /** It has worked: no other way is needed. */
    public void done() {
        ways.clear();
    }

    private static List<Instant> starts(
            Service service, List<BookedSegment> segments, int fixed, ToIntFunction<Pause> length) {
        var starts = new ArrayList<>(segments.stream().map(BookedSegment::start).toList());
        for (int i = fixed + 1; i < segments.size(); i++) {
            var pause = service.segments().get(i - 1).pause();
            var before = starts.get(i - 1).plus(minutes(segments.get(i - 1)));
            if (!pause.allows(Duration.between(before, starts.get(i)).toMinutes())) {
                starts.set(i, before.plus(Duration.ofMinutes(length.applyAsInt(pause))));
            }
        }
        for (int i = fixed - 1; i >= 0; i--) {
            var pause = service.segments().get(i).pause();
            var end = starts.get(i).plus(minutes(segments.get(i)));
            if (!pause.allows(Duration.between(end, starts.get(i + 1)).toMinutes())) {
                starts.set(
                        i,
                        starts.get(i + 1)
                                .minus(Duration.ofMinutes(length.applyAsInt(pause)))
                                .minus(minutes(segments.get(i))));
            }
        }
        return starts;
    }

    private static Duration minutes(BookedSegment segment) {
        return Duration.between(segment.start(), segment.end());
    }

    private static MoveRequest request(
            ZoneId zone, Service service, List<BookedSegment> segments, List<Instant> starts, Instant deadline) {
        var wished = new ArrayList<WishedSegment>();
        for (int i = 0; i < segments.size(); i++) {
            var segment = segments.get(i);
            wished.add(new WishedSegment(segment.key(), Optional.of(segment.staff()), Optional.of(starts.get(i))));
        }
        return new MoveRequest(
                new Wish(service, starts.get(0), Optional.empty(), wished), zone, REASON, "interlude", deadline);
    }
}
