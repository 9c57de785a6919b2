package dev.interlude.calcom;

import dev.interlude.calcom.CalcomCall.Operation;

/** Writes the question whose key an account has: the cheapest call that tells whether the key is good. */
public class MeCalls {

    private final String version;

    /** @param version none is needed: null */
    public MeCalls(String version) {
        this.version = version;
    }

    public CalcomCall me(String account) {
        return CalcomCall.get(account, Operation.READ_ME, version, "/v2/me", null);
    }
}
