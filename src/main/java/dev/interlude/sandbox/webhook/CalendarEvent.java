package dev.interlude.sandbox.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.platform.TimeZones;
import dev.interlude.sandbox.model.Attendee;
import dev.interlude.sandbox.model.Booking;
import dev.interlude.sandbox.model.EventType;
import dev.interlude.sandbox.model.Json;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;

/** What the payloads of all triggers have in common. */
final class CalendarEvent {

    /** How a trigger writes a time. */
    enum Dates {
        /** {@code 2026-12-07T09:00:00Z} */
        SECONDS("yyyy-MM-dd'T'HH:mm:ss'Z'"),
        /** {@code 2026-12-07T09:00:00+00:00} */
        OFFSET("yyyy-MM-dd'T'HH:mm:ss'+00:00'"),
        /** {@code 2026-12-07T09:00:00.000Z} */
        MILLIS("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'");

        private final DateTimeFormatter format;

        Dates(String pattern) {
            format = DateTimeFormatter.ofPattern(pattern).withZone(ZoneOffset.UTC);
        }

        String text(Instant at) {
            return format.format(at);
        }
    }

    private CalendarEvent() {}

    static ObjectNode common(Booking booking, EventType type, List<Attendee> who, Dates dates, boolean asBooked) {
        var notes = notes(booking, who, asBooked);
        var payload = Json.object()
                .put("bookerUrl", "https://cal.com")
                .put("title", title(booking, type, who, asBooked))
                .put("startTime", dates.text(booking.start))
                .put("endTime", dates.text(booking.end))
                .put("additionalNotes", notes)
                .put("type", type.slug())
                .put("description", type.description() == null ? notes : type.description())
                .put("eventTypeId", booking.eventTypeId)
                .put("hideCalendarNotes", false)
                .put("hideCalendarEventDetails", false)
                .put("hideOrganizerEmail", false)
                .putNull("customReplyToEmail");
        payload.set("organizer", organizer(booking));
        var attendees = payload.putArray("attendees");
        who.forEach(a -> attendees.add(person(a, booking.start, asBooked)));
        payload.set("customInputs", Json.object());
        var responses = Responses.of(booking, type, who, asBooked);
        payload.set("responses", responses);
        payload.set("userFieldsResponses", Responses.ofUserFields(responses, type));
        payload.put("location", booking.location);
        if (asBooked) {
            payload.putNull("destinationCalendar");
            payload.putNull("schedulingType");
            seats(payload, type);
            var hidden = type.seats() > 0;
            payload.put("seatsShowAttendees", !hidden || type.showsAttendees())
                    .put("seatsShowAvailabilityCount", !hidden || type.showsAvailability());
        } else {
            payload.set("destinationCalendar", Json.array());
            payload.putNull("organizationId");
        }
        return payload.put("uid", booking.uid)
                .put("eventTitle", type.title())
                .put("eventDescription", type.description())
                .put("price", 0)
                .put("currency", "usd")
                .put("length", asBooked ? booking.minutes() : type.length())
                .put("bookingId", booking.id);
    }

    /** The one who takes a seat of a class sees their own name in its title. */
    private static String title(Booking booking, EventType type, List<Attendee> who, boolean asBooked) {
        return asBooked && booking.seated && who.size() == 1
                ? type.titleOfBooking(booking.host, who.get(0).name())
                : booking.title;
    }

    /** The booker's answers; the row of a class has none. */
    private static String notes(Booking booking, List<Attendee> who, boolean asBooked) {
        if (asBooked && booking.seated && !who.isEmpty()) {
            return who.get(0).responses().path("notes").asText("");
        }
        return booking.description;
    }

    static void bookingPage(ObjectNode payload, Booking booking, EventType type) {
        payload.put("disableRescheduling", type.is("disableRescheduling"))
                .put("disableCancelling", type.is("disableCancelling"))
                .putNull("hashedLink");
        if (booking.status.name().equals("PENDING")) {
            payload.put("oneTimePassword", UUID.randomUUID().toString());
        } else {
            payload.putNull("oneTimePassword");
        }
    }

    static void seats(ObjectNode payload, EventType type) {
        if (type.seats() > 0) {
            payload.put("seatsPerTimeSlot", type.seats());
        } else {
            payload.putNull("seatsPerTimeSlot");
        }
    }

    /** Whether the event type asks for confirmation: true or null, never false. */
    static void confirms(ObjectNode payload, EventType type) {
        if (type.setting("confirmationPolicy").has("type")) {
            payload.put("requiresConfirmation", true);
        } else {
            payload.putNull("requiresConfirmation");
        }
    }

    /** An attendee with every column of their row. */
    static ObjectNode row(Attendee attendee, Booking booking) {
        return person(attendee, booking.start, false)
                .put("id", Math.abs((long) attendee.seatUid().hashCode()))
                .put("locale", attendee.language())
                .put("bookingId", booking.id)
                .put("noShow", attendee.absent());
    }

    static boolean hasVideo(Booking booking) {
        return booking.location.startsWith("http");
    }

    static ObjectNode metadataWithVideo(Booking booking, ObjectNode metadata) {
        var all = Json.object();
        if (hasVideo(booking)) {
            all.put("videoCallUrl", booking.location);
        }
        return all.setAll(metadata);
    }

    private static ObjectNode organizer(Booking booking) {
        var host = booking.host;
        var organizer = Json.object()
                .put("id", host.id())
                .put("name", host.name())
                .put("email", host.email())
                .put("username", host.username())
                .put("timeZone", host.timeZone().getId());
        organizer.putObject("language").put("locale", host.locale());
        return organizer
                .put("timeFormat", host.timeFormat() == 24 ? "HH:mm" : "h:mma")
                .put("utcOffset", offset(host.timeZone(), booking.start));
    }

    private static ObjectNode person(Attendee attendee, Instant start, boolean asBooked) {
        var person = Json.object()
                .put("email", attendee.email())
                .put("name", attendee.name())
                .put("timeZone", attendee.timeZone());
        if (asBooked) {
            person.put("firstName", "").put("lastName", "");
        }
        if (!asBooked || attendee.phoneNumber() != null) {
            person.put("phoneNumber", attendee.phoneNumber());
        }
        person.putObject("language").put("locale", attendee.language());
        return person.put("utcOffset", offset(TimeZones.of(attendee.timeZone()), start));
    }

    private static int offset(ZoneId zone, Instant at) {
        return zone.getRules().getOffset(at).getTotalSeconds() / 60;
    }
}
