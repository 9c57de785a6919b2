package dev.interlude.booking.move;

import dev.interlude.availability.PlanRequestCheck;
import dev.interlude.availability.search.PlanRequest;
import dev.interlude.availability.search.RequestedSegment;
import dev.interlude.booking.Booking;
import dev.interlude.booking.Booking.BookedSegment;
import dev.interlude.catalog.Pause;
import dev.interlude.catalog.Segment;
import dev.interlude.catalog.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/**
 * The ways to arrange a changed booking, the one that leaves most as it is first: each segment stays where it is if its pauses
 * allow, else it shifts as little as they allow; then with other pauses; at last whatever is free.
 */
final class WaysToChange {

    private final Booking booking;
    private final PlanRequest request;
    private final Set<String> changed;
    private final Instant now;
    private final Duration shift;

    private WaysToChange(Booking booking, PlanRequest request, Set<String> changed, Instant now) {
        this.booking = booking;
        this.request = request;
        this.changed = changed;
        this.now = now;
        this.shift = booking.segment(request.service().segments().get(0).key())
                .map(first -> Duration.between(first.start(), request.start()))
                .orElse(Duration.between(booking.start(), request.start()));
    }

    /**
     * @param request with no more starts than the caller has fixed
     * @param changed the keys of segments that the caller has named
     */
    static List<PlanRequest> of(Booking booking, PlanRequest request, Set<String> changed, Instant now) {
        var ways = new WaysToChange(booking, request, changed, now);
        var shifted = Stream.<ToIntFunction<Pause>>of(null, Pause::preferred, Pause::min, Pause::max)
                .map(ways::shifted)
                .filter(ways::isPossible);
        return Stream.concat(shifted, Stream.of(ways.openFromFirstChange(), request))
                .filter(way -> PlanRequestCheck.check(way).isEmpty())
                .distinct()
                .toList();
    }

    /** @param length of a pause that cannot stay; null: as near as possible to what it is */
    private PlanRequest shifted(ToIntFunction<Pause> length) {
        var placed = new ArrayList<RequestedSegment>();
        Instant end = null;
        Pause pause = null;
        for (int i = 0; i < request.segments().size(); i++) {
            var wanted = request.segments().get(i);
            var start = i == 0 ? request.start() : wanted.start().orElse(next(end, pause, wanted, length));
            var terms = terms(request.service().segments().get(i), wanted);
            end = start.plusSeconds(terms.minutes() * 60L);
            pause = terms.pause();
            placed.add(new RequestedSegment(wanted.key(), wanted.staff(), Optional.of(start)));
        }
        return with(placed);
    }

    /** Where it is open who does it, the usual ones: if they do not fit, this way is none. */
    private static Terms terms(Segment segment, RequestedSegment wanted) {
        return wanted.staff().map(segment::terms).orElse(segment.usual());
    }

    private Instant next(Instant end, Pause pause, RequestedSegment wanted, ToIntFunction<Pause> length) {
        var stands = start(wanted.key());
        if (stands.isEmpty()) {
            return end.plus(Duration.ofMinutes(length == null ? pause.preferred() : length.applyAsInt(pause)));
        }
        var earliest = end.plus(Duration.ofMinutes(pause.min()));
        var latest = end.plus(Duration.ofMinutes(pause.max()));
        var fits = !stands.get().isBefore(earliest) && !stands.get().isAfter(latest);
        if (fits) {
            return stands.get();
        }
        return length != null
                ? end.plus(Duration.ofMinutes(length.applyAsInt(pause)))
                : stands.get().isBefore(earliest) ? earliest : latest;
    }

    /** What comes before the first change stays; the rest goes where it is free. */
    private PlanRequest openFromFirstChange() {
        var placed = new ArrayList<RequestedSegment>();
        var open = false;
        for (var wanted : request.segments()) {
            open = open || changed.contains(wanted.key());
            placed.add(
                    open || placed.isEmpty()
                            ? wanted
                            : new RequestedSegment(
                                    wanted.key(), wanted.staff(), wanted.start().or(() -> start(wanted.key()))));
        }
        return with(placed);
    }

    private Optional<Instant> start(String key) {
        return booking.segment(key).map(segment -> segment.start().plus(shift));
    }

    private boolean isPossible(PlanRequest way) {
        return way.segments().stream()
                .allMatch(placed -> !placed.start().orElseThrow().isBefore(now) || hasBegun(placed.key()));
    }

    private boolean hasBegun(String key) {
        return booking.segment(key)
                .filter(segment -> UnderWay.hasBegun(segment, now))
                .map(BookedSegment::start)
                .isPresent();
    }

    private PlanRequest with(List<RequestedSegment> placed) {
        return new PlanRequest(request.service(), request.start(), request.staff(), List.copyOf(placed));
    }
}
