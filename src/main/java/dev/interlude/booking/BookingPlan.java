package dev.interlude.booking;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.booking.attendees.Attendee;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;

/**
 * A booking that is about to be placed: who, what, and every segment with its time and person.
 *
 * @param request what a repeat of the same request carries again, see the idempotency of the room platform
 * @param timeZone of the caller; answers are shown in it
 * @param metadata the caller's own, as given
 * @param series it is an occurrence of, or null
 * @param by name of the API key
 * @param deadline after this instant it must not be begun any more: the caller has been answered
 * @param overrideReason why our own limits do not count for it; null: they do
 * @param shiftedFrom the start that was asked for, where it is another; null: it is this one
 * @param hold whose times it takes over; null: none
 */
public record BookingPlan(
        UUID id,
        UUID request,
        String service,
        ZoneId timeZone,
        Attendee attendee,
        String notes,
        JsonNode metadata,
        UUID linkedTo,
        UUID series,
        List<PlannedSegment> segments,
        String by,
        Instant deadline,
        String overrideReason,
        Instant shiftedFrom,
        UUID hold) {

    /** A stored booking again, with these segments. */
    public static BookingPlan again(Booking booking, List<PlannedSegment> segments, String by, Instant deadline) {
        return again(booking, segments, by, deadline, null);
    }

    /** The same, perhaps in spite of our own limits. */
    public static BookingPlan again(
            Booking booking, List<PlannedSegment> segments, String by, Instant deadline, String overrideReason) {
        return new BookingPlan(
                booking.id(),
                null,
                booking.service(),
                booking.timeZone(),
                booking.attendee(),
                booking.notes(),
                booking.metadata(),
                booking.linkedTo(),
                null,
                segments,
                by,
                deadline,
                overrideReason,
                null,
                null);
    }

    public Instant start() {
        return segments.get(0).start();
    }

    public Instant end() {
        return segments.get(segments.size() - 1).end();
    }
}
