package dev.interlude.sandbox.booking;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.sandbox.model.Attendee;
import dev.interlude.sandbox.model.Booking;
import dev.interlude.sandbox.model.BookingStatus;
import dev.interlude.sandbox.model.EventType;
import dev.interlude.sandbox.model.Json;
import dev.interlude.sandbox.model.SandboxClock;
import dev.interlude.sandbox.model.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Fills in the row of a booking from the body that asked for it. */
final class NewBooking {
    private final Store store;
    private final SandboxClock clock;

    NewBooking(Store store, SandboxClock clock) {
        this.store = store;
        this.clock = clock;
    }

    Booking of(EventType type, CreateBody body, Instant start, int minutes) {
        var row = base(type, start, minutes);
        var who = attendee(type, body, null);
        row.attendees = new ArrayList<>(List.of(who));
        row.responses = responses(type, body, who.name(), who.email());
        row.responses
                .path("guests")
                .forEach(guest ->
                        row.attendees.add(new Attendee("", guest.asText(), who.timeZone(), "en", null, false)));
        row.metadata = body.metadata();
        row.description = row.responses.path("notes").asText("");
        row.title = type.titleOfBooking(row.host, who.name());
        row.location = Location.of(
                type,
                body.json().path("location"),
                body.json().path("meetingUrl").asText(null));
        return row;
    }

    /** The row of a class with its first seat. */
    Booking withSeats(EventType type, CreateBody body, int minutes, Attendee who) {
        var row = of(type, body, body.start(), minutes);
        row.seated = true;
        row.icsUid = Json.newUid() + "@Cal.com";
        row.attendees = List.of(who);
        row.description = null;
        row.responses = Json.object();
        return row;
    }

    Booking base(EventType type, Instant start, int minutes) {
        var row = new Booking();
        row.uid = Json.newUid();
        row.icsUid = row.uid + "@Cal.com";
        row.eventTypeId = type.id();
        row.eventTypeSlug = type.slug();
        row.host = store.user(type.ownerId());
        row.start = start;
        row.end = start.plus(Duration.ofMinutes(minutes));
        row.createdAt = clock.now();
        row.updatedAt = row.createdAt;
        row.status = type.requiresConfirmation(Duration.between(row.createdAt, start))
                ? BookingStatus.PENDING
                : BookingStatus.ACCEPTED;
        row.blocksWhilePending = type.blocksWhilePending();
        row.bufferBefore = type.bufferBefore();
        row.bufferAfter = type.bufferAfter();
        return row;
    }

    Attendee attendee(EventType type, CreateBody body, String seatUid) {
        var sent = body.attendee();
        var phone = sent.path("phoneNumber").asText(null);
        var name = sent.path("name").asText();
        var email = email(body);
        return new Attendee(
                name,
                email,
                sent.path("timeZone").asText(),
                sent.path("language").asText("en"),
                phone,
                false,
                seatUid,
                seatUid == null ? null : body.metadata(),
                seatUid == null ? null : responses(type, body, name, email));
    }

    /** The address of who books; one is made up from the phone number of those who have none. */
    static String email(CreateBody body) {
        var phone = body.attendee().path("phoneNumber").asText("");
        return body.attendee().path("email").asText(phone.isEmpty() ? "" : phone.replace("+", "") + "@sms.cal.com");
    }

    private static ObjectNode responses(EventType type, CreateBody body, String name, String email) {
        var responses = Json.object();
        responses.put("name", name).put("email", email);
        if (body.attendee().path("phoneNumber").isTextual()) {
            responses.set("attendeePhoneNumber", body.attendee().path("phoneNumber"));
        }
        if (!type.takesGuests()) {
            responses.putArray("guests");
        } else if (body.json().has("guests")) {
            responses.set("guests", body.json().path("guests"));
        }
        if (body.json().path("location").isObject()) {
            responses.set("location", Location.response(body.json().path("location")));
        }
        body.json().path("bookingFieldsResponses").properties().forEach(field -> {
            if (field.getValue().isNull()) {
                responses.put(field.getKey(), "");
            } else {
                responses.set(field.getKey(), field.getValue());
            }
        });
        return responses;
    }
}
