package dev.interlude.booking.move;

import dev.interlude.availability.search.PlanRequest;
import dev.interlude.booking.request.RequestedBooking;
import dev.interlude.platform.Text;
import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;

/**
 * A new time for a booking, as it was asked for; every segment keeps its person unless another is named.
 *
 * @param change what else is to be changed; null: nothing
 * @param reason the caller's, or null
 * @param by name of the API key
 * @param overrideReason why our own limits do not count for it; null: they do
 * @param id the same for every repeat under the same Idempotency-Key; null: no caller has asked for it
 * @param deadline by then it must have begun, or the caller has been answered
 */
public record MoveRequest(
        PlanRequest planRequest,
        Change change,
        ZoneId timeZone,
        Text reason,
        String by,
        String overrideReason,
        UUID id,
        Instant deadline) {

    /** Within our own limits. */
    MoveRequest(
            PlanRequest planRequest,
            Change change,
            ZoneId timeZone,
            Text reason,
            String by,
            UUID id,
            Instant deadline) {
        this(planRequest, change, timeZone, reason, by, null, id, deadline);
    }

    public boolean overLimits() {
        return overrideReason != null;
    }

    public boolean dryRun() {
        return change != null && change.dryRun();
    }

    public RequestedBooking wanted() {
        return new RequestedBooking(planRequest, timeZone, true, overLimits());
    }
}
