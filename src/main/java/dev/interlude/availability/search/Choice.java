package dev.interlude.availability.search;

import dev.interlude.catalog.Segment;
import dev.interlude.catalog.Service;
import dev.interlude.catalog.Terms;
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

    /** What it takes of one of the staff. */
    Terms terms(int staffIndex) {
        return segment.terms(staff.get(staffIndex));
    }

    long seconds(int staffIndex) {
        return terms(staffIndex).minutes() * 60L;
    }

    /** Seconds that the quickest of the staff takes. */
    long least() {
        return staff.stream().mapToInt(segment::minutes).min().orElse(0) * 60L;
    }

    /** Seconds from the start of any of the staff to the soonest start of the next segment. */
    long leastToNext() {
        return staff.stream().mapToInt(who -> segment.terms(who).least()).min().orElse(0) * 60L;
    }

    /** Seconds from the start of any of the staff to the latest start of the next segment. */
    long mostToNext() {
        return staff.stream().mapToInt(who -> segment.terms(who).most()).max().orElse(0) * 60L;
    }

    long eventType(int staffIndex) {
        return segment.eventTypes().get(staff.get(staffIndex));
    }
}
