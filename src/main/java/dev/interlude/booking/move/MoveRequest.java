package dev.interlude.booking.move;

import dev.interlude.availability.search.PlanRequest;
import dev.interlude.booking.request.RequestedBooking;
import dev.interlude.platform.Text;
import java.time.Instant;
import java.time.ZoneId;

/**
 * A new time for a booking, as it was asked for; every segment keeps its person unless another is named.
 *
 * @param change what else is to be changed; null: nothing
 * @param reason the caller's, or null
 * @param by name of the API key
 * @param deadline by then it must have begun, or the caller has been answered
 */
public record MoveRequest(
        PlanRequest planRequest, Change change, ZoneId timeZone, Text reason, String by, Instant deadline) {

    /** Only a move. */
    MoveRequest(PlanRequest planRequest, ZoneId timeZone, Text reason, String by, Instant deadline) {
        this(planRequest, null, timeZone, reason, by, deadline);
    }

    public boolean dryRun() {
        return change != null && change.dryRun();
    }

    public RequestedBooking wanted() {
        return new RequestedBooking(planRequest, timeZone, true, false);
    }
}
