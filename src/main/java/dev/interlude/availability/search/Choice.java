package dev.interlude.availability.search;

import dev.interlude.catalog.Segment;
import dev.interlude.catalog.Service;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is left to choose for one segment.
 *
 * @param staff who may do it, in the order of the catalog
 * @param earliest epoch seconds; no start before it
 * @param latest epoch seconds; no start after it
 */
record Choice(Segment segment, List<String> staff, long earliest, long latest) {

    /**
     * Each segment by anybody, or only by one, at any time.
     *
     * @param named who must do a segment, by its key
     */
    static List<Choice> of(Service service, Optional<String> only, Map<String, String> named) {
        return service.segments().stream()
                .map(segment -> new Choice(
                        segment,
                        segment.eventTypes().keySet().stream()
                                .filter(s -> only.isEmpty() || only.get().equals(s))
                                .filter(s ->
                                        named.getOrDefault(segment.key(), s).equals(s))
                                .toList(),
                        Long.MIN_VALUE,
                        Long.MAX_VALUE))
                .toList();
    }

    long seconds() {
        return segment.minutes() * 60L;
    }

    /** Seconds from a start to the soonest start of the next segment. */
    long leastToNext() {
        return seconds() + segment.pause().min() * 60L;
    }

    /** Seconds from a start to the latest start of the next segment. */
    long mostToNext() {
        return seconds() + segment.pause().max() * 60L;
    }

    long eventType(int staffIndex) {
        return segment.eventTypes().get(staff.get(staffIndex));
    }
}
