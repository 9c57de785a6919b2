package dev.interlude.availability.units;

import dev.interlude.availability.slots.Interval;
import dev.interlude.catalog.Service;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One unit of a kind of resource, needed for a segment or for the pause after it.
 *
 * @param position of the segment, from 0
 * @param key of the segment
 */
public record NeededUnit(int position, String key, boolean inPause, String kind, Interval during) {

    /** A segment at its time. */
    public record Timed(String key, Interval during) {}

    /** What a service needs when its segments have these times; segments that it does not know need nothing. */
    public static List<NeededUnit> of(Service service, List<Timed> segments) {
        var needed = new ArrayList<NeededUnit>();
        for (int i = 0; i < segments.size(); i++) {
            var its = segments.get(i);
            var segment = service.segment(its.key());
            if (segment.isPresent()) {
                var needs = segment.get().needs();
                add(
                        needed,
                        i,
                        its.key(),
                        false,
                        needs.during(),
                        its.during().start(),
                        its.during().end());
                if (i + 1 < segments.size()) {
                    var next = segments.get(i + 1).during().start();
                    add(
                            needed,
                            i,
                            its.key(),
                            true,
                            needs.inPause(),
                            its.during().end(),
                            next);
                }
            }
        }
        return List.copyOf(needed);
    }

    /** Says that none is free. */
    public String lacking(String name) {
        return "No %s is free for %s at that time".formatted(name, inPause ? "the pause after " + key : key);
    }

    private static void add(
            List<NeededUnit> needed,
            int position,
            String key,
            boolean inPause,
            Set<String> kinds,
            Instant start,
            Instant end) {
        if (start.isBefore(end)) {
            kinds.forEach(kind -> needed.add(new NeededUnit(position, key, inPause, kind, new Interval(start, end))));
        }
    }
}
