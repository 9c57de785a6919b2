package dev.interlude.booking;

import dev.interlude.saga.SagaId;
import java.util.UUID;

/**
 * What was made of a {@link Sighting}.
 *
 * @param booking ours that it is about, or null
 * @param saga to be driven, which does at Cal.com what follows from it; or null
 */
public record Sighted(Effect effect, UUID booking, SagaId saga) {

    /** What it was good for. */
    public enum Effect {
        /** We did not know it, and have it now. */
        TAKEN,
        /** We knew it, and it has changed here. */
        CHANGED,
        /** It says what we know already: our own doing, or said before. */
        KNOWN,
        /** It is older than what we know. */
        OLDER,
        /** A person has to decide. */
        FLAGGED,
        /** It is none of ours: no staff of the catalog, or a segment of ours that is being decided. */
        IGNORED
    }
}
