package dev.interlude.support;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;

/** Bodies as Cal.com writes them, of bookings by others. */
public final class Deliverable {

    private Deliverable() {}

    public static String created(String uid, long eventType, Instant start, String email) {
        return body("BOOKING_CREATED", uid, eventType, start, email, 0).toString();
    }

    public static String moved(String from, String uid, long eventType, Instant start, String email) {
        var body = body("BOOKING_RESCHEDULED", uid, eventType, start, email, 1);
        ((ObjectNode) body.path("payload")).put("rescheduleUid", from);
        return body.toString();
    }

    private static ObjectNode body(
            String trigger, String uid, long eventType, Instant start, String email, int sequence) {
        var body = RequestBodies.object()
                .put("triggerEvent", trigger)
                .put("createdAt", Instant.now().toString());
        var payload = body.putObject("payload")
                .put("type", "haircut")
                .put("title", "Haircut between Anna and Somebody Else")
                .put("startTime", start.toString())
                .put("endTime", start.plus(Duration.ofMinutes(30)).toString())
                .put("eventTypeId", eventType)
                .put("uid", uid)
                .put("iCalSequence", sequence)
                .put("length", 30)
                .put("status", "ACCEPTED");
        payload.putObject("organizer").put("username", "anna");
        payload.putArray("attendees")
                .addObject()
                .put("name", "Somebody Else")
                .put("email", email)
                .put("timeZone", "Europe/Berlin")
                .putObject("language")
                .put("locale", "en");
        payload.putObject("metadata");
        return body;
    }
}
