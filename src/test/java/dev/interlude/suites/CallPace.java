package dev.interlude.suites;

import dev.interlude.support.Pacing;
import java.time.Duration;
import java.util.ArrayDeque;

/** Lets so many calls pass in any minute, and makes the next one wait. */
final class CallPace {

    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(250);

    private final ArrayDeque<Long> last = new ArrayDeque<>();
    private int allowed;

    CallPace(int allowed) {
        this.allowed = allowed;
    }

    synchronized void raise(int by) {
        allowed += by;
    }

    void next() {
        while (!passes()) {
            Pacing.rest(LOOK_AGAIN);
        }
    }

    private synchronized boolean passes() {
        var now = System.nanoTime();
        while (!last.isEmpty() && now - last.getFirst() > WINDOW.toNanos()) {
            last.removeFirst();
        }
        return last.size() < allowed && last.add(now);
    }
}
