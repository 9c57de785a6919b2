package dev.interlude.sandbox.http;

import dev.interlude.sandbox.model.RateLimit;
import dev.interlude.sandbox.model.SandboxClock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts requests per caller in windows of fixed length that start at the first hit. The hit beyond the limit starts a
 * block; hits while blocked count too, so that hammering fills the next window.
 */
public final class RateLimiter {

    private static final class Bucket {
        long hits;
        long windowEnds;
        long blockedUntil;
    }

    /** What the counting came to: the headers to send, and whether the request is refused. */
    public record Verdict(boolean refused, Map<String, String> headers) {}

    private final SandboxClock clock;
    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

    RateLimiter(SandboxClock clock) {
        this.clock = clock;
    }

    Verdict hit(String caller, List<RateLimit> limits) {
        var headers = new LinkedHashMap<String, String>();
        var refused = true;
        for (var limit : limits) {
            refused &= hit(caller, limit, headers);
        }
        return new Verdict(refused && !limits.isEmpty(), headers);
    }

    private boolean hit(String caller, RateLimit limit, Map<String, String> headers) {
        var now = clock.ticks();
        var bucket = buckets.computeIfAbsent(caller + "|" + limit.name(), name -> new Bucket());
        synchronized (bucket) {
            if (now >= bucket.windowEnds) {
                bucket.hits = 0;
                bucket.windowEnds = now + limit.window().toMillis();
            }
            bucket.hits++;
            var blocked = now < bucket.blockedUntil;
            if (!blocked && bucket.hits > limit.limit()) {
                blocked = true;
                bucket.blockedUntil = now + limit.block().toMillis();
            }
            var millis = (blocked ? bucket.blockedUntil : bucket.windowEnds) - now;
            var name =
                    Character.toUpperCase(limit.name().charAt(0)) + limit.name().substring(1);
            headers.put("X-RateLimit-Limit-" + name, Long.toString(limit.limit()));
            headers.put(
                    "X-RateLimit-Remaining-" + name,
                    Long.toString(blocked ? 0 : Math.max(0, limit.limit() - bucket.hits)));
            headers.put("X-RateLimit-Reset-" + name, Long.toString((millis + 999) / 1000));
            return blocked;
        }
    }

    void reset() {
        buckets.clear();
    }
}
