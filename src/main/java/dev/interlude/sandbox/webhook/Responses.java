package dev.interlude.sandbox.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.sandbox.model.Attendee;
import dev.interlude.sandbox.model.Booking;
import dev.interlude.sandbox.model.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/** The booker's answers to the form, with the labels of the form. */
final class Responses {
    private static final Map<String, String> LABELS = new LinkedHashMap<>();

    static {
        LABELS.put("attendeePhoneNumber", "phone_number");
        LABELS.put("name", "your_name");
        LABELS.put("email", "email_address");
        LABELS.put("location", "location");
        LABELS.put("title", "what_is_this_meeting_about");
        LABELS.put("notes", "additional_notes");
        LABELS.put("guests", "additional_guests");
        LABELS.put("rescheduleReason", "reason_for_reschedule");
    }

    private Responses() {}

    static ObjectNode of(Booking booking, Attendee who, boolean asBooked) {
        var responses = Json.object();
        LABELS.forEach((slug, label) -> {
            if (asBooked || !slug.equals("attendeePhoneNumber")) {
                responses
                        .putObject(slug)
                        .put("label", label)
                        .put("isHidden", slug.equals("attendeePhoneNumber") || slug.equals("title"));
            }
        });
        if (asBooked) {
            responses
                    .withObject("/location")
                    .putObject("value")
                    .put("value", booking.location)
                    .put("optionValue", "");
        }
        booking.responses.properties().forEach(answer -> set(responses, answer.getKey(), answer.getValue()));
        if (who != null) {
            responses.withObject("/name").put("value", who.name());
            responses.withObject("/email").put("value", who.email());
        }
        return responses;
    }

    private static void set(ObjectNode responses, String slug, JsonNode value) {
        if (slug.equals("rescheduledReason")) {
            return;
        }
        if (!responses.has(slug)) {
            responses.putObject(slug).put("label", slug).put("isHidden", false);
        }
        ((ObjectNode) responses.get(slug)).set("value", value);
    }
}
