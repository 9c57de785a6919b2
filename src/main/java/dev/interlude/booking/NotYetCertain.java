package dev.interlude.booking;

import java.time.Instant;

/** A lost call may still be running at Cal.com; what it leaves behind must be looked for again later. */
public final class NotYetCertain extends RuntimeException {

    public NotYetCertain(Instant certainAt) {
        super("a lost call may still be running at Cal.com until " + certainAt, null, false, false);
    }
}
