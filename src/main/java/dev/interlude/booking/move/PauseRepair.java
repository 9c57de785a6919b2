package dev.interlude.booking.move;

import dev.interlude.availability.search.PlanRequest;
import dev.interlude.availability.search.RequestedSegment;
import dev.interlude.booking.Booking;
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
import java.util.stream.IntStream;

/**
 * The ways to make the pauses of a booking fit again after one of its segments was moved in Cal.com, best first: that
 * one stays, the others stay if they can or move as little as their pauses allow.
 */
public final class PauseRepair {

    private static final Text REASON = new Text("another part of the appointment was moved");

    private final Deque<MoveRequest> candidates;

    private PauseRepair(List<MoveRequest> candidates) {
        this.candidates = new ArrayDeque<>(candidates);
    }

    static PauseRepair of(Booking booking, Service service, String movedUid, Instant now, Instant deadline) {
        var standing = booking.segments().stream().filter(s -> s.stands()).toList();
        var moved =
                standing.stream().filter(s -> movedUid.equals(s.calcomUid())).findFirst();
        if (moved.isEmpty() || standing.size() != service.segments().size()) {
            return new PauseRepair(List.of());
        }
        var at = standing.indexOf(moved.get());
        return new PauseRepair(List.<ToIntFunction<Pause>>of(Pause::preferred, Pause::min, Pause::max).stream()
                .map(length -> starts(service, standing, at, length))
                .distinct()
                .filter(starts -> leavesBegunAlone(standing, starts, now))
                .map(starts -> request(booking.timeZone(), service, standing, starts, deadline))
                .toList());
    }

    private static boolean leavesBegunAlone(List<BookedSegment> segments, List<Instant> starts, Instant now) {
        return IntStream.range(0, segments.size())
                .allMatch(i -> segments.get(i).start().equals(starts.get(i))
                        || !UnderWay.hasBegun(segments.get(i), now)
                                && !starts.get(i).isBefore(now));
    }

    public boolean hasNext() {
        return !candidates.isEmpty();
    }

    public MoveRequest next() {
        return candidates.remove();
    }

    /** It worked: no other candidate is needed. */
    public void done() {
        candidates.clear();
    }

    private static List<Instant> starts(
            Service service, List<BookedSegment> segments, int fixed, ToIntFunction<Pause> length) {
        var starts = new ArrayList<>(segments.stream().map(BookedSegment::start).toList());
        for (int i = fixed + 1; i < segments.size(); i++) {
            var pause = service.segments().get(i - 1).pause(segments.get(i - 1).staff());
            var before = starts.get(i - 1).plus(minutes(segments.get(i - 1)));
            if (!pause.allows(Duration.between(before, starts.get(i)).toMinutes())) {
                starts.set(i, before.plus(Duration.ofMinutes(Math.max(pause.min(), length.applyAsInt(pause)))));
            }
        }
        for (int i = fixed - 1; i >= 0; i--) {
            var pause = service.segments().get(i).pause(segments.get(i).staff());
            var end = starts.get(i).plus(minutes(segments.get(i)));
            if (!pause.allows(Duration.between(end, starts.get(i + 1)).toMinutes())) {
                starts.set(
                        i,
                        starts.get(i + 1)
                                .minus(Duration.ofMinutes(Math.max(pause.min(), length.applyAsInt(pause))))
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
        var requested = new ArrayList<RequestedSegment>();
        for (int i = 0; i < segments.size(); i++) {
            var segment = segments.get(i);
            requested.add(
                    new RequestedSegment(segment.key(), Optional.of(segment.staff()), Optional.of(starts.get(i))));
        }
        return new MoveRequest(
                new PlanRequest(service, starts.get(0), Optional.empty(), requested),
                null,
                zone,
                REASON,
                "interlude",
                null,
                deadline);
    }
}
