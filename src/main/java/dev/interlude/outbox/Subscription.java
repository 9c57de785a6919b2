package dev.interlude.outbox;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A subscriber and its event types; never with its secret.
 *
 * @param endedBecause null while it is active
 * @param pending events not yet delivered
 * @param dead events that could not be delivered in time
 */
public record Subscription(
        UUID id,
        String url,
        List<String> events,
        String status,
        Instant createdAt,
        Instant endedAt,
        String endedBecause,
        long pending,
        long dead) {}
