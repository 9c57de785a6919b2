package dev.interlude.sandbox.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.sandbox.model.Attendee;
import dev.interlude.sandbox.model.Booking;
import dev.interlude.sandbox.model.BookingStatus;
import dev.interlude.sandbox.model.EventType;
import dev.interlude.sandbox.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What a delivery says of a booking; the keys and the notation of dates differ from trigger to trigger. */
public final class Payload {

    private Payload() {}

    /**
     * Of BOOKING_CREATED and BOOKING_REQUESTED as the booking is made.
     *
     * @param who the one that booked and their guests
     */
    public static ObjectNode made(Booking booking, EventType type, List<Attendee> who, ObjectNode metadata) {
        var payload = asBooked(booking, type, who);
        payload.put("iCalUID", booking.seated ? Json.newUid() + "@Cal.com" : booking.icsUid);
        payload.put("iCalSequence", 0);
        if (booking.location.equals("integrations:daily")) {
            payload.putObject("conferenceData")
                    .putObject("createRequest")
                    .put("requestId", UUID.randomUUID().toString());
        }
        if (who.get(0).seatUid() != null) {
            payload.put("attendeeSeatId", who.get(0).seatUid());
        }
        payload.set("metadata", CalendarEvent.metadataWithVideo(booking, metadata));
        return payload;
    }

    /** Of BOOKING_RESCHEDULED, and of BOOKING_REQUESTED when the new time must be confirmed. */
    public static ObjectNode moved(Booking booking, Booking old, EventType type) {
        var payload = asBooked(booking, type, booking.attendees).put("iCalSequence", booking.sequence);
        payload.set("appsStatus", Json.array());
        payload.put("rescheduleId", old.id).put("rescheduleUid", old.uid);
        oldTimes(payload, old);
        if (booking.rescheduledBy != null) {
            payload.put("rescheduledBy", booking.rescheduledBy);
        }
        payload.set("metadata", CalendarEvent.metadataWithVideo(booking, booking.metadata));
        return payload;
    }

    /** Of BOOKING_RESCHEDULED when one seat moves to a class that exists already. */
    public static ObjectNode seatMoved(Booking joined, Booking old, EventType type, Attendee who) {
        var people = new ArrayList<>(List.of(who));
        joined.attendees.stream()
                .filter(a -> !who.seatUid().equals(a.seatUid()))
                .forEach(people::add);
        var payload = asBooked(joined, type, people)
                .put("iCalUID", old.icsUid)
                .put("attendeeSeatId", who.seatUid())
                .put("title", type.titleOfBooking(joined.host, who.name()));
        oldTimes(payload, old);
        var metadata = joined.metadata.deepCopy();
        payload.set("metadata", CalendarEvent.metadataWithVideo(joined, metadata.setAll(who.metadata())));
        return payload;
    }

    private static void oldTimes(ObjectNode payload, Booking old) {
        payload.put("rescheduleStartTime", CalendarEvent.Dates.SECONDS.text(old.start))
                .put("rescheduleEndTime", CalendarEvent.Dates.SECONDS.text(old.end));
    }

    private static ObjectNode asBooked(Booking booking, EventType type, List<Attendee> who) {
        var payload = CalendarEvent.common(booking, type, who, CalendarEvent.Dates.SECONDS, true);
        // Whether this booking waits for its host, which an event type that asks for confirmation need not mean.
        payload.put("requiresConfirmation", booking.status == BookingStatus.PENDING);
        CalendarEvent.bookingPage(payload, booking, type);
        return payload.put("status", booking.status.name());
    }

    /** Of BOOKING_CANCELLED. */
    public static ObjectNode cancelled(Booking booking, EventType type, List<Attendee> who, String reason) {
        var payload = CalendarEvent.common(booking, type, who, CalendarEvent.Dates.OFFSET, false);
        payload.put("iCalUID", booking.icsUid).put("iCalSequence", booking.sequence + 1);
        payload.put("seatsShowAttendees", type.showsAttendees());
        payload.putNull("price");
        payload.remove(List.of("hideCalendarNotes", "hideCalendarEventDetails"));
        CalendarEvent.seats(payload, type);
        CalendarEvent.confirms(payload, type);
        if (reason != null) {
            payload.put("cancellationReason", reason);
        }
        return payload.put("status", "CANCELLED");
    }

    /** Of BOOKING_CANCELLED when a single seat is given up: its attendee alone, with everything their row holds. */
    public static ObjectNode seatCancelled(Booking booking, EventType type, Attendee seat, String reason) {
        var payload = cancelled(booking, type, booking.attendees, reason);
        payload.putArray("attendees").add(CalendarEvent.row(seat, booking));
        return payload;
    }

    /** Of BOOKING_CREATED once its host has confirmed it: without the booker's metadata. */
    public static ObjectNode confirmed(Booking booking, EventType type) {
        var payload = CalendarEvent.common(booking, type, booking.attendees, CalendarEvent.Dates.MILLIS, false);
        CalendarEvent.confirms(payload, type);
        if (CalendarEvent.hasVideo(booking)) {
            payload.set("metadata", CalendarEvent.metadataWithVideo(booking, Json.object()));
        }
        return payload.put("status", "ACCEPTED");
    }

    public static ObjectNode rejected(Booking booking, EventType type, String reason) {
        var payload = CalendarEvent.common(booking, type, booking.attendees, CalendarEvent.Dates.MILLIS, false);
        CalendarEvent.confirms(payload, type);
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
