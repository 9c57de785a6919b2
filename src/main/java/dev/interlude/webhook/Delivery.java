package dev.interlude.webhook;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * What Cal.com has sent, as it is to be stored.
 *
 * @param contentKey equal for deliveries that say the same
 * @param uid of the booking it is about, or null
 * @param movedFrom its uid before, or null
 * @param rank its order among the events of one booking
 * @param saidAt when Cal.com sent it, by its own statement
 * @param status RECEIVED, or how it ends at once
 * @param error why it ends at once, or null
 * @param people the addresses it contains, other than staff
 */
public record Delivery(
        UUID id,
        String account,
        Instant receivedAt,
        byte[] contentKey,
        String trigger,
        String uid,
        String movedFrom,
        float rank,
        Instant saidAt,
        byte[] body,
        DeliveryStatus status,
        String error,
        Set<String> people) {

    /** Without personal data. */
    @Override
    public String toString() {
        return "Delivery[" + id + " " + trigger + " " + uid + "]";
    }
}
