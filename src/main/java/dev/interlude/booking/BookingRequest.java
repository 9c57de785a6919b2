package dev.interlude.booking;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.availability.Wish;
import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;

/**
 * A booking as it was asked for, checked as far as that goes without looking at anybody's diary.
 *
 * @param request what a repeat of the same request carries again
 * @param timeZone answers are shown in it
 * @param series it is an occurrence of, or null
 * @param by name of the API key
 * @param deadline by then it must have begun, or the caller has been answered
 */
public record BookingRequest(
        UUID request,
        Wish wish,
        ZoneId timeZone,
        Attendee attendee,
        String notes,
        JsonNode metadata,
        UUID linkedTo,
        UUID series,
        String by,
        Instant deadline) {

    public Wanted wanted() {
        return new Wanted(wish, timeZone, false);
    }
}
