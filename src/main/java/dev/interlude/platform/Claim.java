package dev.interlude.platform;

import java.util.UUID;

/**
 * The state of a request under an Idempotency-Key.
 *
 * @param resourceId the id of what the request makes; the same for every attempt, so that one finds what another left
 *     unfinished
 * @param attempt which attempt this is; an older one may no longer write
 * @param stored the answer to give again, if {@link State#DONE}
 */
public record Claim(State state, String caller, String key, UUID resourceId, int attempt, Stored stored) {

    /**
     * NEW: to be done here. DONE: already done. WAIT: in progress elsewhere. LATE: in progress for longer than we wait.
     */
    public enum State {
        NEW,
        DONE,
        WAIT,
        LATE
    }

    public record Stored(int status, String location, String contentType, byte[] body) {}
}
