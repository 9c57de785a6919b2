package dev.interlude.availability.search;

import java.time.Instant;

/**
 * The time between two segments, bookable for other customers.
 *
 * @param after the key of the segment before it
 * @param staff who did the segment before it
 */
public record OfferedPause(String after, String staff, Instant start, Instant end, long minutes) {}
