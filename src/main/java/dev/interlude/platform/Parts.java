package dev.interlude.platform;

import java.util.UUID;

/** Gathers what is left of an answer when it is not for the wire. */
public final class Parts {

    public PartAnswer gather(int status, String retryAfter, UUID resourceId, byte[] body) {
        return new PartAnswer(status, retryAfter == null ? null : Integer.valueOf(retryAfter), resourceId, body);
    }
}
