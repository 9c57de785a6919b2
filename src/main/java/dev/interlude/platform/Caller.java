package dev.interlude.platform;

import java.util.Set;

/**
 * The upstream system that asks, known by its key.
 *
 * @param name the key's name; answers under an Idempotency-Key belong to it
 * @param requestsPerMinute how much it may ask of one node
 */
public record Caller(String name, Set<Role> roles, int requestsPerMinute) {

    /** The name of the key in {@code INTERLUDE_ADMIN_KEY}. */
    public static final String ADMIN = "admin";

    public Caller {
        roles = Set.copyOf(roles);
    }

    public boolean may(Role role) {
        return roles.contains(role);
    }
}
