package dev.interlude.booking;

import dev.interlude.availability.Wish;
import dev.interlude.platform.Text;
import java.time.Instant;
import java.time.ZoneId;

/**
 * A new time for a booking, as it was asked for; every segment keeps its person.
 *
 * @param reason the caller's, or null
 * @param by name of the API key
 * @param deadline by then it must have begun, or the caller has been answered
 */
public record MoveRequest(Wish wish, ZoneId timeZone, Text reason, String by, Instant deadline) {

    public Wanted wanted() {
        return new Wanted(wish, timeZone, true, false);
    }
}
