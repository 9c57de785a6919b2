package dev.interlude.booking;

import dev.interlude.platform.Text;
import java.time.Instant;
import java.util.UUID;

/**
 * What has to be done at Cal.com so that nothing of a segment is left there.
 *
 * @param reason what Cal.com is told
 * @param purpose {@code cancel} when the customer wants it, {@code compensate} when it must not stay
 * @param calcomUid its booking there; null when the create was sent and no answer is known: look it up
 * @param done nothing of it exists at Cal.com: no call is needed
 * @param certainAt from this instant on no lost create can still be running there
 */
public record Release(
        UUID segment,
        UUID booking,
        String staff,
        String account,
        long eventTypeId,
        Instant start,
        Instant end,
        Text reason,
        String purpose,
        String calcomUid,
        boolean done,
        Instant certainAt) {

    public boolean inDoubt() {
        return !done && calcomUid == null;
    }
}
