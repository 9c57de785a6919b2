package dev.interlude.sandbox.booking;

import dev.interlude.sandbox.http.Pause;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The time between checking that a slot is free and taking it, in which others check too. It lasts until no new request
 * has looked at the host's calendar for a while, so that requests sent together all find the slot free, as on the real
 * server.
 */
public final class RaceWindow {
    /** However many come, no request waits longer than this multiple of the quiet time. */
    private static final int AT_MOST = 3;

    private final long quiet;
    private final Map<Integer, Long> lastLook = new ConcurrentHashMap<>();

    public RaceWindow(Duration quiet) {
        this.quiet = quiet.toNanos();
    }

    void pass(int hostId) {
        if (quiet == 0) {
            return;
        }
        var looked = System.nanoTime();
        lastLook.put(hostId, looked);
        var end = looked + AT_MOST * quiet;
        for (var now = looked; now < end && now - lastLook.get(hostId) < quiet; now = System.nanoTime()) {
            Pause.nanos(Math.min(end, lastLook.get(hostId) + quiet) - now);
        }
    }
}
