package dev.interlude.sandbox.http;

import java.util.concurrent.TimeUnit;

/** Lets a request wait. */
public final class Pause {

    private Pause() {}

    public static void millis(long millis) {
        nanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    public static void nanos(long nanos) {
        if (nanos <= 0) {
            return;
        }
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
        } catch (InterruptedException e) {
            // The sandbox stops; whatever the request would still do is of no use.
            Thread.currentThread().interrupt();
            throw new IllegalStateException("sandbox stopped", e);
        }
    }
}
