package dev.interlude.sandbox.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.sandbox.model.Attendee;
import dev.interlude.sandbox.model.Booking;
import dev.interlude.sandbox.model.EventType;
import dev.interlude.sandbox.model.Json;
import java.util.List;
import java.util.UUID;

/** What a delivery says of a booking; the keys and the notation of dates differ from trigger to trigger. */
public final class Payload {

    private Payload() {}

    /** Of BOOKING_CREATED and BOOKING_REQUESTED as the booking is made; {@code who} is the one that booked. */
    public static ObjectNode made(Booking booking, EventType type, Attendee who, ObjectNode metadata) {
        var payload = CalendarEvent.common(booking, type, List.of(who), CalendarEvent.Dates.SECONDS, true);
        payload.put("iCalUID", booking.seated ? Json.newUid() + "@Cal.com" : booking.icsUid);
        payload.put("iCalSequence", 0).put("requiresConfirmation", CalendarEvent.confirms(type));
        CalendarEvent.bookingPage(payload, booking);
        if (booking.location.equals("integrations:daily")) {
            payload.putObject("conferenceData")
                    .putObject("createRequest")
                    .put("requestId", UUID.randomUUID().toString());
        }
        if (who.seatUid() != null) {
            payload.put("attendeeSeatId", who.seatUid());
        }
        payload.set("metadata", CalendarEvent.metadataWithVideo(booking, metadata));
        return payload.put("status", booking.status.name());
    }

    /** Of BOOKING_RESCHEDULED, and of BOOKING_REQUESTED when the new time must be confirmed. */
    public static ObjectNode moved(Booking booking, Booking old, EventType type) {
        var payload = CalendarEvent.common(booking, type, booking.attendees, CalendarEvent.Dates.SECONDS, true);
        payload.put("iCalSequence", booking.sequence).put("requiresConfirmation", CalendarEvent.confirms(type));
        CalendarEvent.bookingPage(payload, booking);
        payload.set("appsStatus", Json.array());
        payload.put("rescheduleId", old.id)
                .put("rescheduleUid", old.uid)
                .put("rescheduleStartTime", CalendarEvent.Dates.SECONDS.text(old.start))
                .put("rescheduleEndTime", CalendarEvent.Dates.SECONDS.text(old.end));
        if (booking.rescheduledBy != null) {
            payload.put("rescheduledBy", booking.rescheduledBy);
        }
        payload.set("metadata", CalendarEvent.metadataWithVideo(booking, booking.metadata));
        return payload.put("status", booking.status.name());
    }

    /** Of BOOKING_CANCELLED; with one attendee only when a single seat is given up. */
    public static ObjectNode cancelled(Booking booking, EventType type, List<Attendee> who, String reason) {
        var payload = CalendarEvent.common(booking, type, who, CalendarEvent.Dates.OFFSET, false);
        payload.put("iCalUID", booking.icsUid).put("iCalSequence", booking.sequence + 1);
        payload.putNull("requiresConfirmation").put("seatsShowAttendees", type.showsAttendees());
        if (CalendarEvent.confirms(type)) {
            payload.put("requiresConfirmation", true);
        }
        payload.putNull("price").put("length", type.length());
        payload.put("description", type.setting("description").asText(""));
        payload.remove(List.of("hideCalendarNotes", "hideCalendarEventDetails"));
        CalendarEvent.seats(payload, type);
        if (reason != null) {
            payload.put("cancellationReason", reason);
        }
        return payload.put("status", "CANCELLED");
    }

    /** Of BOOKING_CREATED once its host has confirmed it: without the booker's metadata. */
    public static ObjectNode confirmed(Booking booking, EventType type) {
        var payload = CalendarEvent.common(booking, type, booking.attendees, CalendarEvent.Dates.MILLIS, false)
                .put("requiresConfirmation", CalendarEvent.confirms(type));
        if (CalendarEvent.hasVideo(booking)) {
            payload.set("metadata", CalendarEvent.metadataWithVideo(booking, Json.object()));
        }
        return payload.put("status", "ACCEPTED");
    }

    public static ObjectNode rejected(Booking booking, EventType type, String reason) {
        var payload = CalendarEvent.common(booking, type, booking.attendees, CalendarEvent.Dates.MILLIS, false)
                .put("requiresConfirmation", CalendarEvent.confirms(type));
        if (reason != null) {
            payload.put("rejectionReason", reason);
        }
        return payload.put("status", "REJECTED");
    }

    /** Of BOOKING_NO_SHOW_UPDATED; its uid is called bookingUid. */
    public static ObjectNode noShow(Booking booking, List<Attendee> marked) {
        var payload = Json.object();
        var first = marked.get(0);
        payload.put(
                "message",
                marked.size() == 1
                        ? first.email() + (first.absent() ? " marked as no-show" : " unmarked as no-show")
                        : "Attendees marked as no-show");
        var attendees = payload.putArray("attendees");
        marked.forEach(a -> attendees.addObject().put("email", a.email()).put("noShow", a.absent()));
        return payload.put("bookingUid", booking.uid).put("bookingId", booking.id);
    }
}
