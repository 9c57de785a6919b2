package dev.interlude.sync;

import java.time.Instant;
import java.util.UUID;

/**
 * A difference as it is kept.
 *
 * @param repair what is done about it
 * @param uid Cal.com's
 * @param segment null where it is none of ours; so {@code booking}, and what stands here
 * @param calledAt when a create was last about to be sent for it, or null
 */
public record Drift(
        UUID id,
        UUID run,
        DriftKind kind,
        State state,
        Repair repair,
        String account,
        String uid,
        UUID segment,
        UUID booking,
        Side here,
        Side there,
        String detail,
        int attempts,
        Instant calledAt,
        Instant foundAt,
        Instant settledAt,
        String settledBy) {

    /** What one side says; all null where it has nothing. */
    public record Side(String status, Instant start, Instant end) {}

    /** Where it stands; the names are part of the HTTP interface. */
    public enum State {
        /** To be looked at once more. */
        SUSPECTED,
        /** To be repaired. */
        OPEN,
        REPAIRED,
        /** A person decides. */
        FLAGGED,
        /** The repair was tried as often as it may be. */
        FAILED,
        /** A person has decided to leave it so. */
        IGNORED,
        /** Found by a dry run. */
        REPORTED,
        /** It was there no more when it was looked at again. */
        GONE
    }

    /**
     * What becomes of it when both sides agree: a push whose answer was lost may have been one all the same.
     *
     * @param tries begun since, and not yet of a push
     */
    public State onceAgreed(int tries) {
        return isDecided() && repair == Repair.PUSH_OURS && attempts > tries ? State.REPAIRED : State.GONE;
    }

    /** A person, or a rule, has said what to do. */
    public boolean isDecided() {
        return state == State.OPEN;
    }
}
