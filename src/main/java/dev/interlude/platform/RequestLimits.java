package dev.interlude.platform;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Limits a caller's requests to this node, per minute from the first request on. */
public final class RequestLimits {

    private static final Duration WINDOW = Duration.ofMinutes(1);

    /**
     * @param remaining requests left, after this one
     * @param seconds until the count begins anew
     */
    public record Quota(boolean granted, int limit, int remaining, int seconds) {}

    private record Window(Instant ends, int used) {}

    private final Clock clock;
    private final Cache<String, Window> windows =
            Caffeine.newBuilder().maximumSize(10_000).build();

    public RequestLimits(Clock clock) {
        this.clock = clock;
    }

    public Quota take(Caller caller) {
        return take(caller.name(), caller.requestsPerMinute());
    }

    public Quota take(String who, int limit) {
        var now = clock.instant();
        var window = windows.asMap()
                .compute(
                        who,
                        (name, current) -> current == null || !now.isBefore(current.ends())
                                ? new Window(now.plus(WINDOW), 1)
                                : new Window(current.ends(), Math.min(current.used(), Integer.MAX_VALUE - 1) + 1));
        var seconds = (int) Math.max(1, Duration.between(now, window.ends()).toMillis() / 1000 + 1);
        return new Quota(window.used() <= limit, limit, Math.max(0, limit - window.used()), Math.min(seconds, 60));
    }
}
