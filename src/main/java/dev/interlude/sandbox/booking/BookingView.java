package dev.interlude.sandbox.booking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.sandbox.model.Attendee;
import dev.interlude.sandbox.model.Booking;
import dev.interlude.sandbox.model.Json;
import java.util.List;

/** A booking as answers show it. */
public final class BookingView {

    private BookingView() {}

    static ObjectNode of(Booking booking) {
        return of(booking, true);
    }

    /** The booking; of one with seats the attendees only when they may be seen. */
    static ObjectNode of(Booking booking, boolean showAttendees) {
        var view = Json.object()
                .put("id", booking.id)
                .put("uid", booking.uid)
                .put("title", booking.title)
                .put("description", booking.seated ? null : booking.description);
        view.putArray("hosts")
                .addObject()
                .put("id", booking.host.id())
                .put("name", booking.host.name())
                .put("email", booking.host.email())
                .put("username", booking.host.username())
                .put("timeZone", booking.host.timeZone().getId());
        // Whatever became of the booking since, the reason of a cancellation stays in the row and is shown.
        view.put("status", booking.status.inAnswers()).put("cancellationReason", text(booking.cancellationReason));
        if (!booking.seated) {
            view.put("cancelledByEmail", text(booking.cancelledBy));
            putIfAny(view, "reschedulingReason", booking.reschedulingReason);
        }
        view.put("rescheduledByEmail", booking.rescheduledBy);
        putIfAny(view, "rescheduledFromUid", booking.fromUid);
        putIfAny(view, "rescheduledToUid", booking.toUid);
        view.put("start", Json.instant(booking.start))
                .put("end", Json.instant(booking.end))
                .put("duration", booking.minutes())
                .put("eventTypeId", booking.eventTypeId);
        view.putObject("eventType").put("id", booking.eventTypeId).put("slug", booking.eventTypeSlug);
        view.put("meetingUrl", booking.location)
                .put("location", booking.location)
                .put("absentHost", booking.absentHost)
                .put("createdAt", Json.instant(booking.createdAt))
                .put("updatedAt", Json.instant(booking.updatedAt));
        if (!booking.seated) {
            view.set("metadata", booking.metadata.deepCopy().without("videoCallUrl"));
        }
        view.putNull("rating").put("icsUid", booking.icsUid);
        var attendees = view.putArray("attendees");
        if (!booking.seated || showAttendees) {
            booking.attendees.forEach(a -> attendees.add(attendee(booking, a)));
        }
        if (!booking.seated) {
            var guests = booking.responses.path("guests");
            if (guests.isArray()) {
                view.set("guests", guests);
            }
            view.set("bookingFieldsResponses", booking.responses);
        }
        putIfAny(view, "recurringBookingUid", booking.recurringUid);
        return view;
    }

    static JsonNode all(List<Booking> bookings) {
        var all = Json.array();
        bookings.forEach(b -> all.add(of(b)));
        return all;
    }

    private static ObjectNode attendee(Booking booking, Attendee attendee) {
        var view = Json.object()
                .put("name", attendee.name())
                .put("email", attendee.email())
                .put("timeZone", attendee.timeZone())
                .put("language", attendee.language())
                .put("absent", attendee.absent());
        if (booking.seated) {
            view.put("seatUid", attendee.seatUid());
            view.set("bookingFieldsResponses", attendee.responses().deepCopy().without("email"));
            view.set("metadata", attendee.metadata());
        } else {
            putIfAny(view, "phoneNumber", attendee.phoneNumber());
        }
        return view;
    }

    private static void putIfAny(ObjectNode view, String name, String value) {
        if (value != null) {
            view.put(name, value);
        }
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }

    /** The row with everything that answers leave out, for inspection. */
    public static ObjectNode row(Booking booking) {
        var row = of(booking);
        row.set("metadata", booking.metadata);
        row.set("bookingFieldsResponses", booking.responses);
        return row.put("idempotencyKey", booking.idempotencyKey).put("hostId", booking.host.id());
    }
}
