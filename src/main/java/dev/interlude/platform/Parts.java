package dev.interlude.platform;

import java.util.UUID;

/** Collects the parts of an answer that is not sent directly. */
public final class Parts {

    public PartAnswer gather(int status, String retryAfter, UUID resourceId, byte[] body) {
        return new PartAnswer(status, retryAfter == null ? null : Integer.valueOf(retryAfter), resourceId, body);
    }
}
