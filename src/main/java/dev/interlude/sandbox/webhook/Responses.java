package dev.interlude.sandbox.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.sandbox.model.Attendee;
import dev.interlude.sandbox.model.Booking;
import dev.interlude.sandbox.model.EventType;
import dev.interlude.sandbox.model.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The booker's answers to the form, with the labels of the form; answers to fields it does not have are left out. */
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

    static ObjectNode of(Booking booking, EventType type, List<Attendee> who, boolean asBooked) {
        var responses = form(type, asBooked);
        answers(booking, who, asBooked).properties().forEach(answer -> {
            if (responses.path(answer.getKey()) instanceof ObjectNode field) {
                field.set("value", answer.getValue());
            }
        });
        if (asBooked) {
            responses.withObject("/location").set("value", place(booking.location, ""));
        }
        return responses;
    }

    /** Those of the fields that the owner of the event type has added. */
    static ObjectNode ofUserFields(ObjectNode responses, EventType type) {
        var own = Json.object();
        for (var field : type.setting("bookingFields")) {
            var slug = field.path("slug").asText();
            if (!LABELS.containsKey(slug) && responses.has(slug)) {
                own.set(slug, responses.path(slug).deepCopy());
            }
        }
        return own;
    }

    private static ObjectNode form(EventType type, boolean asBooked) {
        var form = Json.object();
        LABELS.forEach((slug, label) -> {
            if (asBooked || !slug.equals("attendeePhoneNumber")) {
                var hidden = slug.equals("attendeePhoneNumber")
                        || slug.equals("title")
                        || slug.equals("guests") && type.is("disableGuests");
                form.putObject(slug).put("label", label).put("isHidden", hidden);
            }
        });
        for (var field : type.setting("bookingFields")) {
            var slug = field.path("slug").asText();
            if (!slug.isEmpty() && !form.has(slug)) {
                form.putObject(slug)
                        .put("label", field.path("label").asText(slug))
                        .put("isHidden", field.path("hidden").asBoolean(false));
            }
        }
        return form;
    }

    private static JsonNode answers(Booking booking, List<Attendee> who, boolean asBooked) {
        if (!booking.seated) {
            return booking.responses;
        }
        return asBooked && !who.isEmpty() ? who.get(0).responses() : guessed(booking, who);
    }

    /** The row of a class has no answers; Cal.com makes them up from its attendees. */
    private static ObjectNode guessed(Booking booking, List<Attendee> who) {
        var guessed = Json.object()
                .put("name", who.isEmpty() ? "Nameless" : who.get(0).name())
                .put("email", who.isEmpty() ? "" : who.get(0).email())
                .put("notes", "");
        var guests = guessed.putArray("guests");
        who.stream().skip(1).forEach(a -> guests.add(a.email()));
        guessed.set("location", place(booking.location, booking.location));
        return guessed;
    }

    private static ObjectNode place(String value, String option) {
        return Json.object().put("value", value).put("optionValue", option);
    }
}
