package dev.interlude.booking;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * What Cal.com says of one of its bookings, by webhook or by list. Null is "not said", not "none".
 *
 * @param account whose key sees it
 * @param absent whether the attendee did not come
 * @param movedFrom the uid it had before it was moved, or null
 * @param movedTo the uid it has since it was moved, or null
 * @param sequence counts its changes at Cal.com ({@code iCalSequence}), or null
 * @param asOf when Cal.com said so, or when it last changed it there
 */
public record Sighting(
        String account,
        String uid,
        SeenBooking.Status status,
        Instant start,
        Instant end,
        Long eventTypeId,
        Attendee attendee,
        Boolean absent,
        JsonNode metadata,
        String movedFrom,
        String movedTo,
        Integer sequence,
        Instant asOf) {

    /** Without what callers wrote about people. */
    @Override
    public String toString() {
        return "Sighting[" + uid + " " + status + " " + start + " " + attendee + "]";
    }
}
