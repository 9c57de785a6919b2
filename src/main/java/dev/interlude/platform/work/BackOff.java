package dev.interlude.platform.work;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** How long to wait after a failure: doubling, bounded, and spread over half its length so that many do not come back at once. */
public record BackOff(Duration first, Duration longest) {

    private static final int MAX_DOUBLINGS = 20;

    /** @param failures how often it has failed by now, at least 1 */
    public Duration after(int failures) {
        var doubled = first.multipliedBy(1L << Math.min(failures - 1, MAX_DOUBLINGS));
        var half = Math.min(doubled.toMillis(), longest.toMillis()) / 2;
        return Duration.ofMillis(half + ThreadLocalRandom.current().nextLong(half + 1));
    }
}
