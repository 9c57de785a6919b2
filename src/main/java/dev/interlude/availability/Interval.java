package dev.interlude.availability;

import java.time.Instant;

/** A stretch of somebody's time; {@code end} is no longer part of it. */
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
