package dev.interlude.waitlist;

import dev.interlude.availability.search.Offer;
import dev.interlude.availability.slots.Interval;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who works when in an offer. An entry that had an offer is not offered again what overlaps it with the same person. */
public record OfferedTimes(List<Part> parts) {

    /** Written as {@code ben 2026-12-07T09:00:00Z/2026-12-07T09:30:00Z}. */
    public record Part(String staff, Interval during) {

        static Part of(String written) {
            var words = written.split("[ /]");
            return new Part(words[0], new Interval(Instant.parse(words[1]), Instant.parse(words[2])));
        }

        boolean overlaps(Part other) {
            return staff.equals(other.staff) && during.overlaps(other.during);
        }

        @Override
        public String toString() {
            return staff + " " + during.start() + "/" + during.end();
        }
    }

    public static OfferedTimes of(Offer offer) {
        return new OfferedTimes(offer.segments().stream()
                .map(segment -> new Part(segment.staff(), new Interval(segment.start(), segment.end())))
                .toList());
    }

    public static OfferedTimes of(String written) {
        return new OfferedTimes(Stream.of(written.split(", ")).map(Part::of).toList());
    }

    public boolean overlaps(OfferedTimes other) {
        return parts.stream().anyMatch(part -> other.parts.stream().anyMatch(part::overlaps));
    }

    @Override
    public String toString() {
        return parts.stream().map(Part::toString).collect(Collectors.joining(", "));
    }
}
