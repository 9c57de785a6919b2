package dev.interlude.support;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Time that has to pass because a test is about its passing: data that grows old, traffic at a pace. Never to wait for a result. */
public final class Pacing {

    private Pacing() {}

    /** Returns after {@code time}, sooner only when the thread is interrupted. */
    public static void rest(Duration time) {
        for (long end = System.nanoTime() + time.toNanos();
                System.nanoTime() < end && !Thread.currentThread().isInterrupted(); ) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }
}
