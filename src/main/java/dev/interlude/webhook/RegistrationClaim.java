package dev.interlude.webhook;

import java.util.UUID;

/**
 * The right to change an account's registration, which one at a time has, over all nodes.
 *
 * @param token of the one who has it; null while somebody else does
 */
public record RegistrationClaim(String account, UUID token, boolean waits) {

    public boolean isWaiting() {
        return waits;
    }
}
