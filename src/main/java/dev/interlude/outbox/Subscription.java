package dev.interlude.outbox;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Who wants to be told, and of what; never with its secret.
 *
 * @param endedBecause null while it is told
 * @param pending events it has yet to be told
 * @param dead events it could not be told in time
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
