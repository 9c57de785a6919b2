package dev.interlude.calcom.calls;

import dev.interlude.calcom.calls.CalcomCall.Operation;

/** Builds the request for a key's owner: the cheapest call that tells whether the key is valid. */
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
