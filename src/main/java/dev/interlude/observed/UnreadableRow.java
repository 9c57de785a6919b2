package dev.interlude.observed;

import java.time.Instant;

/**
 * A row of Cal.com's list that cannot be used, with what can be read of it; all but the reason may be null.
 *
 * @param why in our own words
 */
public record UnreadableRow(String uid, Instant start, Instant updatedAt, String why) {}
