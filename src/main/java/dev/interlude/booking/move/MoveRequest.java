package dev.interlude.booking.move;

import dev.interlude.availability.search.PlanRequest;
import dev.interlude.booking.request.RequestedBooking;
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
public record MoveRequest(PlanRequest planRequest, ZoneId timeZone, Text reason, String by, Instant deadline) {

    public RequestedBooking wanted() {
        return new RequestedBooking(planRequest, timeZone, true, false);
    }
}
