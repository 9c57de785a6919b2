package dev.interlude.sandbox.model;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The time of the simulated server. It can be shifted or stopped at an instant; what is measured rather than dated (rate
 * limits, the slots cache) goes on while it is stopped and jumps with a shift.
 */
public final class SandboxClock {
    private volatile Duration shift = Duration.ZERO;
    private volatile Instant stopped;

    public Instant now() {
        var at = stopped;
        return (at != null ? at : Instant.now().plus(shift)).truncatedTo(ChronoUnit.MILLIS);
    }

    /** Milliseconds for measuring. */
    public long ticks() {
        return System.nanoTime() / 1_000_000 + shift.toMillis();
    }

    public void shift(Duration by) {
        shift = by;
        stopped = null;
    }

    public void stopAt(Instant at) {
        stopped = at;
    }

    public void run() {
        shift = Duration.ZERO;
        stopped = null;
    }
}
