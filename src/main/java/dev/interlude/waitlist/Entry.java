package dev.interlude.waitlist;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.booking.attendees.Attendee;
import java.time.Instant;
import java.util.UUID;

/**
 * One customer on the waiting list for one appointment.
 *
 * @param caller name of the API key that made it
 * @param offerSeconds how long a time is held for it
 * @param standsUntil it ends then
 * @param since its place: the earliest is first
 * @param booking the appointment it has led to, or null
 * @param offer what is offered to it now: the id of the hold; or null
 */
public record Entry(
        UUID id,
        String caller,
        Wanted wanted,
        Attendee attendee,
        String notes,
        JsonNode metadata,
        int offerSeconds,
        Status status,
        Instant standsUntil,
        Instant since,
        UUID booking,
        Instant createdAt,
        UUID offer) {

    /** The states of an entry. */
    public enum Status {
        WAITING,
        /** A time is held for it, and it has not answered yet. */
        OFFERED,
        /** It has its booking. */
        ACCEPTED,
        /** Its time was over before it had one. */
        EXPIRED,
        REMOVED
    }

    public boolean isOpen() {
        return status == Status.WAITING || status == Status.OFFERED;
    }

    /** The same in that state, with nothing offered to it. */
    public Entry ended(Status how) {
        return new Entry(
                id,
                caller,
                wanted,
                attendee,
                notes,
                metadata,
                offerSeconds,
                how,
                standsUntil,
                since,
                booking,
                createdAt,
                null);
    }

    /** Books what is offered, as any caller would. */
    public ObjectNode bookingRequest(UUID hold) {
        var request = JsonNodeFactory.instance
                .objectNode()
                .put("hold", hold.toString())
                .put("timeZone", wanted.zone().getId())
                .put("notes", notes);
        request.set("metadata", metadata);
        request.putObject("attendee")
                .put("name", attendee.name())
                .put("email", attendee.email())
                .put("timeZone", attendee.timeZone())
                .put("language", attendee.language())
                .put("phoneNumber", attendee.phoneNumber());
        return request;
    }

    /** Without its notes: records end up in logs. */
    @Override
    public String toString() {
        return "Entry[" + id + " " + status + "]";
    }
}
