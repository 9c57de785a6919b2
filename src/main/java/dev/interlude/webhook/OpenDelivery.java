package dev.interlude.webhook;

import java.time.Instant;
import java.util.UUID;

/**
 * A delivery whose turn it is.
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

    /** Without what it says about people. */
    @Override
    public String toString() {
        return "OpenDelivery[" + id + " " + trigger + "]";
    }
}
