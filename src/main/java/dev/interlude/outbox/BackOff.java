package dev.interlude.outbox;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** How long to wait after a failed attempt: twice as long each time, less up to a half by chance. */
public record BackOff(Duration first, Duration longest) {

    private static final int ENOUGH_DOUBLINGS = 30;

    /** @param attempt which one has failed, from 1 */
    public Duration after(int attempt) {
        var doublings = Math.min(Math.max(attempt, 1) - 1, ENOUGH_DOUBLINGS);
        var whole = Math.min(longest.toMillis(), first.toMillis() << doublings);
        return Duration.ofMillis((long) (whole * ThreadLocalRandom.current().nextDouble(0.5, 1)));
    }
}
