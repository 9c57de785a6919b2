package dev.interlude.sandbox.model;

import java.time.Instant;
import java.util.List;

/**
 * A key that acts as a user.
 *
 * @param expiresAt null when it never does
 * @param limits a request is refused only when all of them are blocked
 */
public record ApiKey(String key, String name, int userId, Instant expiresAt, List<RateLimit> limits) {

    public boolean expired(Instant now) {
        return expiresAt != null && !expiresAt.isAfter(now);
    }
}
