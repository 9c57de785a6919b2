package dev.interlude.booking;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * A booking as Cal.com shows it.
 *
 * @param attendee the first one; null where Cal.com hides them
 * @param absent whether the attendee or the host did not come
 * @param metadata an object, maybe empty
 * @param movedFrom the uid it had before it was moved, or null
 * @param movedTo the uid it has since it was moved, or null
 * @param createdAt may be null, as may {@code updatedAt}
 */
public record SeenBooking(
        String uid,
        Status status,
        Instant start,
        Instant end,
        Long eventTypeId,
        Attendee attendee,
        boolean absent,
        JsonNode metadata,
        String movedFrom,
        String movedTo,
        Instant createdAt,
        Instant updatedAt) {

    /** What Cal.com says of it. */
    public enum Status {
        /** Waits for its host. */
        PENDING,
        ACCEPTED,
        CANCELLED,
        REJECTED,
        /** Something Cal.com did not have when this was written. */
        UNKNOWN
    }

    public boolean isPending() {
        return status == Status.PENDING;
    }

    /** Without what callers wrote about people. */
    @Override
    public String toString() {
        return "SeenBooking[" + uid + " " + status + " " + start + " " + attendee + "]";
    }
}
