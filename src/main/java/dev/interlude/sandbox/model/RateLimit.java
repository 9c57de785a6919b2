package dev.interlude.sandbox.model;

import java.time.Duration;

/** A number of requests per fixed window; a key that exceeds it is blocked for a while. */
public record RateLimit(String name, long limit, Duration window, Duration block) {

    public static RateLimit perMinute(long limit) {
        return new RateLimit("default", limit, Duration.ofSeconds(60), Duration.ofSeconds(60));
    }
}
