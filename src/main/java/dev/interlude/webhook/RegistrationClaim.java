package dev.interlude.webhook;

import java.util.UUID;

/**
 * The exclusive right to change an account's registration, over all nodes.
 *
 * @param token of the holder; null while another one holds it
 */
public record RegistrationClaim(String account, UUID token, boolean waits) {

    public boolean isWaiting() {
        return waits;
    }
}
