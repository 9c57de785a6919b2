package dev.interlude.availability.slots;

import java.time.Instant;

/** A stretch of time; {@code end} is exclusive. */
public record Interval(Instant start, Instant end) {

    public Interval {
        if (end.isBefore(start)) {
            throw new IllegalArgumentException(
                    "An interval cannot end at %s before it starts at %s".formatted(end, start));
        }
    }

    public boolean overlaps(Interval other) {
        return start.isBefore(other.end) && other.start.isBefore(end);
    }
}
