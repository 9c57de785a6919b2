package dev.interlude.outbox;

import java.time.Instant;
import java.util.UUID;

/**
 * The state of delivering one event to one subscriber.
 *
 * @param event its id
 * @param nextAttempt null when it is done
 */
public record Delivery(
        UUID event,
        String type,
        String subject,
        Instant time,
        String status,
        int attempts,
        String lastError,
        Instant nextAttempt,
        Instant doneAt) {}
