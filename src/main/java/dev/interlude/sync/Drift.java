package dev.interlude.sync;

import dev.interlude.booking.CalcomBooking;
import java.time.Instant;
import java.util.UUID;

/**
 * A difference as it is kept.
 *
 * @param repair what is done about it
 * @param uid Cal.com's
 * @param segment null where it is none of ours; so {@code booking}, and what stands here
 * @param calledAt when a create was last, or a cancel first, about to be sent for it, or null
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
        Side local,
        Side calcom,
        String detail,
        int attempts,
        Instant calledAt,
        Instant foundAt,
        Instant settledAt,
        String settledBy) {

    /** One side's state; all null if it has no booking. */
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
        /** A person decided to leave it as it is. */
        IGNORED,
        /** Found by a dry run. */
        REPORTED,
        /** It had disappeared at the second look. */
        GONE
    }

    /**
     * Its state once both sides agree: a push whose answer was lost may have succeeded.
     *
     * @param tries begun since, and not yet of a push
     */
    public State onceAgreed(int tries) {
        return isDecided() && repair == Repair.PUSH_OURS && attempts > tries ? State.REPAIRED : State.GONE;
    }

    /** Whether this booking replaced it after our first attempt to cancel: agreed on by people since. */
    public boolean isFollowedBy(CalcomBooking calcom) {
        return isDecided()
                && repair == Repair.PUSH_OURS
                && kind != DriftKind.ORPHAN
                && calledAt != null
                && calcom != null
                && !calcom.uid().equals(uid)
                && !calcom.isOlderThan(calledAt);
    }

    /** A person or a rule decided what to do. */
    public boolean isDecided() {
        return state == State.OPEN;
    }
}
