package dev.interlude.booking;

import dev.interlude.platform.Text;
import java.time.Instant;
import java.util.UUID;

/**
 * What to do at Cal.com so that nothing of a segment remains there.
 *
 * @param reason passed to Cal.com
 * @param purpose {@code cancel} when the customer wants it, {@code compensate} when it must not stay
 * @param calcomUid its booking there; null when the create was sent and no answer is known: look it up
 * @param declines its host declines it, as it is not confirmed yet; else it is cancelled
 * @param done nothing of it exists at Cal.com, so no call is needed
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
        boolean declines,
        boolean done,
        Instant certainAt) {

    public boolean inDoubt() {
        return !done && calcomUid == null;
    }
}
