package dev.interlude.waitlist;

import dev.interlude.availability.slots.FreeSlots;
import dev.interlude.availability.slots.Interval;
import dev.interlude.catalog.Catalog;
import dev.interlude.catalog.Segment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.LongStream;

/**
 * Free times as last read from Cal.com, and those that a vacated time adds, which Cal.com need not be asked for: the person is free
 * then, and in what is known to be free beside it.
 */
public final class VacatedSlots {

    private static final Duration STEP = Duration.ofMinutes(15);

    private final Catalog catalog;
    private final FreeSlots known;

    public VacatedSlots(Catalog catalog, FreeSlots known) {
        this.catalog = catalog;
        this.known = known;
    }

    /** When a segment by that person can begin. */
    public List<Instant> starts(FreedTime freed, Segment segment, String staff) {
        var starts = new TreeSet<Instant>();
        LongStream.of(known.starts(segment.eventTypes().get(staff)))
                .mapToObj(Instant::ofEpochSecond)
                .forEach(starts::add);
        if (freed.vacated() && staff.equals(freed.staff())) {
            starts.addAll(added(freed, Duration.ofMinutes(segment.minutes(freed.staff()))));
        }
        return List.copyOf(starts);
    }

    /** In steps from its beginning, and the one that ends with it. */
    private List<Instant> added(FreedTime freed, Duration length) {
        var during = freed.during();
        var around = around(freed);
        var starts = new ArrayList<Instant>();
        for (var start = during.start();
                !start.plus(length).isAfter(around.end()) && start.isBefore(during.end());
                start = start.plus(STEP)) {
            starts.add(start);
        }
        for (var start = during.start().minus(STEP);
                !start.isBefore(around.start()) && start.plus(length).isAfter(during.start());
                start = start.minus(STEP)) {
            if (!start.plus(length).isAfter(around.end())) {
                starts.add(start);
            }
        }
        var last = during.end().minus(length);
        if (!last.isBefore(around.start())) {
            starts.add(last);
        }
        return starts;
    }

    /** The freed time with all that is known to be free beside it. */
    private Interval around(FreedTime freed) {
        var free = catalog.services().values().stream()
                .flatMap(service -> service.segments().stream())
                .filter(segment -> segment.eventTypes().containsKey(freed.staff()))
                .flatMap(segment -> known
                        .stretches(
                                segment.eventTypes().get(freed.staff()),
                                Duration.ofMinutes(segment.minutes(freed.staff())))
                        .stream())
                .distinct()
                .toList();
        var all = freed.during();
        for (var grown = true; grown; ) {
            grown = false;
            for (var part : free) {
                var touches = !part.start().isAfter(all.end()) && !all.start().isAfter(part.end());
                if (touches && (part.start().isBefore(all.start()) || part.end().isAfter(all.end()))) {
                    all = new Interval(earlier(part.start(), all.start()), later(part.end(), all.end()));
                    grown = true;
                }
            }
        }
        return all;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
