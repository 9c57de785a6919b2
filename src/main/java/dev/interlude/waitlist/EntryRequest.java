package dev.interlude.waitlist;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.booking.attendees.Attendee;
import java.time.Instant;
import java.util.UUID;

/**
 * A request for a place on the waiting list, validated.
 *
 * @param id the entry will have
 * @param caller name of the API key
 */
public record EntryRequest(
        UUID id,
        String caller,
        Wanted wanted,
        Attendee attendee,
        String notes,
        JsonNode metadata,
        int offerSeconds,
        Instant standsUntil) {

    /** Without its notes: records end up in logs. */
    @Override
    public String toString() {
        return "EntryRequest[" + id + "]";
    }
}
