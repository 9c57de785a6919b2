package dev.interlude.webhook;

import java.time.Instant;
import java.util.UUID;

/**
 * A delivery for people who look after it; what it says about others is not shown.
 *
 * @param effect what it was good for, or null
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
