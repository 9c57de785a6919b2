package dev.interlude.webhook;

import java.time.Instant;
import java.util.UUID;

/**
 * A delivery to be processed now.
 *
 * @param key equal for deliveries that say the same
 */
public record OpenDelivery(
        UUID id,
        String key,
        String account,
        String trigger,
        Instant receivedAt,
        Instant saidAt,
        byte[] body,
        int attempts) {

    /** Without personal data. */
    @Override
    public String toString() {
        return "OpenDelivery[" + id + " " + trigger + "]";
    }
}
