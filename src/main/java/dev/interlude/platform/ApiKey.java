package dev.interlude.platform;

import java.time.Instant;
import java.util.Set;

/** A key as the administrator sees it: everything but the key. */
public record ApiKey(
        String name, Set<Role> roles, int requestsPerMinute, String createdBy, Instant createdAt, Instant disabledAt) {}
