package dev.interlude.webhook;

import java.time.Instant;
import java.util.UUID;

/**
 * A delivery to be processed now.
 *
 * @param key equal for deliveries that say the same
 * @param trace of the request that brought it, as stored; its own id where there is none
 */
public record OpenDelivery(
        UUID id,
        String key,
        String account,
        String trigger,
        Instant receivedAt,
        Instant saidAt,
        byte[] body,
        int attempts,
        String trace) {

    /** Without personal data. */
    @Override
    public String toString() {
        return "OpenDelivery[" + id + " " + trigger + "]";
    }
}
