package dev.interlude.booking;

import dev.interlude.platform.Part;
import java.time.Instant;
import java.util.UUID;

/**
 * One booking of a bulk, claimed.
 *
 * @param tries this one included
 * @param askedAt when the bulk came
 */
public record BulkItem(UUID bulk, int position, int tries, Instant askedAt, Part part) {}
