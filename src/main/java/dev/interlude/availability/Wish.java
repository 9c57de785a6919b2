package dev.interlude.availability;

import dev.interlude.catalog.Segment;
import dev.interlude.catalog.Service;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A service asked for at a time.
 *
 * @param start when its first segment begins
 * @param staff who must do every segment, or empty for anybody
 * @param segments more exactly, in the order of the service; segments may be left out
 */
public record Wish(Service service, Instant start, Optional<String> staff, List<WishedSegment> segments) {

    public static Wish at(Service service, Instant start) {
        return new Wish(service, start, Optional.empty(), List.of());
    }

    Optional<WishedSegment> about(Segment segment) {
        return segments.stream().filter(w -> w.key().equals(segment.key())).findFirst();
    }

    /** Where the request speaks of a segment, or -1. */
    int indexOf(Segment segment) {
        return about(segment).map(segments::indexOf).orElse(-1);
    }

    /** Who is named for a segment, whether for it alone or for all. */
    Optional<String> staffFor(Segment segment) {
        return about(segment).flatMap(WishedSegment::staff).or(() -> staff);
    }

    /** When a segment is asked to begin; the first always is. */
    Optional<Instant> startOf(Segment segment) {
        return about(segment)
                .flatMap(WishedSegment::start)
                .or(() -> segment.equals(service.segments().get(0)) ? Optional.of(start) : Optional.empty());
    }

    /**
     * The offer this wish spells out by itself: every segment has its staff member, and its start or a pause that leaves no
     * choice. Such a wish needs no search. Only meant for a wish that {@link WishCheck} finds nothing wrong with.
     */
    public Optional<Offer> spelledOut() {
        var segments = new ArrayList<OfferedSegment>();
        Optional<Instant> onlyStart = Optional.of(start);
        for (var segment : service.segments()) {
            var begins = startOf(segment).isPresent() ? startOf(segment) : onlyStart;
            var by = staffFor(segment);
            if (begins.isEmpty() || by.isEmpty()) {
                return Optional.empty();
            }
            var ends = begins.get().plusSeconds(segment.minutes() * 60L);
            segments.add(new OfferedSegment(
                    segment.key(), by.get(), segment.eventTypes().get(by.get()), begins.get(), ends));
            var pause = segment.pause();
            onlyStart =
                    pause.min() == pause.max() ? Optional.of(ends.plusSeconds(pause.min() * 60L)) : Optional.empty();
        }
        return Optional.of(Offer.of(service.id(), segments));
    }
}
