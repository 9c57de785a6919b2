package dev.interlude.platform;

import java.time.Instant;
import java.util.Set;

/**
 * A key as the administrator sees it: everything but the key.
 *
 * @param holdSeconds how long it may hold an offer; null: as the settings say
 * @param openHolds how many offers it may hold at a time; null: as the settings say
 */
public record ApiKey(
        String name,
        Set<Role> roles,
        int requestsPerMinute,
        Integer holdSeconds,
        Integer openHolds,
        String createdBy,
        Instant createdAt,
        Instant disabledAt) {}
