package dev.interlude.sandbox.http;

import dev.interlude.sandbox.model.Store;
import dev.interlude.sandbox.model.User;

/**
 * Who calls.
 *
 * @param user null without a key
 * @param keyName the name of the key for the log; null without one
 */
public record Caller(User user, String keyName) {

    public static final Caller ANONYMOUS = new Caller(null, null);

    public boolean known() {
        return user != null;
    }

    /** Whether the caller is the host or administers them. */
    public boolean mayHandle(Store store, int hostId) {
        return user != null && store.mayHandle(user.id(), hostId);
    }
}
