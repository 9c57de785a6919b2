package dev.interlude.platform;

import java.util.Set;

/**
 * The upstream system that sent the request, identified by its key.
 *
 * @param name the key's name; answers under an Idempotency-Key belong to it
 * @param requestsPerMinute its limit per node
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
