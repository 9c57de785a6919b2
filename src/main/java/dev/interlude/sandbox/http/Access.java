package dev.interlude.sandbox.http;

/** Who may call a route. */
public enum Access {
    /** No guard at all: even an expired key is as good as none. */
    OPEN,
    /** Works without a key, but a bad one is refused. */
    OPTIONAL,
    /** Needs a key; without one 401. */
    KEY,
    /** Needs a key and a permission, which is asked for first; without a key 403. */
    PERMITTED
}
