package dev.interlude.booking;

import dev.interlude.platform.problems.Explained;
import java.time.Instant;

/** A lost call may still be running at Cal.com; what it leaves behind must be looked for again later. */
public final class CallMayStillRun extends RuntimeException implements Explained {

    private final Instant certainAt;

    public CallMayStillRun(Instant certainAt) {
        super("a lost call may still be running at Cal.com until " + certainAt, null, false, false);
        this.certainAt = certainAt;
    }

    /** @throws CallMayStillRun unless {@code certainAt} has come */
    public static void requireOver(Instant certainAt, Instant now) {
        if (now.isBefore(certainAt)) {
            throw new CallMayStillRun(certainAt);
        }
    }

    @Override
    public String reason() {
        return "A call to Cal.com was lost and may still be running there until " + certainAt
                + "; what it leaves is looked for after that.";
    }
}
