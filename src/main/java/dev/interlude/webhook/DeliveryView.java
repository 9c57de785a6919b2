package dev.interlude.webhook;

import java.time.Instant;
import java.util.UUID;

/**
 * A delivery as operators see it, without personal data.
 *
 * @param effect its effect, or null
 */
public record DeliveryView(
        UUID id,
        String account,
        DeliveryStatus status,
        String trigger,
        String calcomUid,
        Instant receivedAt,
        Instant saidAt,
        int attempts,
        Instant dueAt,
        Instant endedAt,
        String effect,
        UUID bookingId,
        String error) {}
