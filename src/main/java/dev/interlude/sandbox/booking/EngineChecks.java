package dev.interlude.sandbox.booking;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.sandbox.http.Refusal;
import dev.interlude.sandbox.model.EventType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;

/** What the booking engine, behind the API's own validator, has against a body; it answers in shape B. */
final class EngineChecks {
    private static final String EMAIL = "[^\\s@<>()\\[\\],;:\"]+@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+";

    private EngineChecks() {}

    static void check(EventType type, CreateBody body) {
        checkFields(type, body);
        var email = body.attendee().path("email");
        if (email.isTextual() && !email.asText().matches(EMAIL)) {
            throw Refusal.constant(400, "BAD_REQUEST", "responses - {email}email_validation_error, ");
        }
        checkGuests(body.json().path("guests"));
        var wrong = new ArrayList<String>();
        body.metadata().properties().forEach(entry -> {
            var value = entry.getValue();
            if (!value.isTextual()) {
                var kind = value.isBoolean() ? "boolean" : "number";
                wrong.add("metadata." + entry.getKey() + " - Expected string, received " + kind + ", ");
            }
        });
        if (!wrong.isEmpty()) {
            Collections.reverse(wrong);
            throw Refusal.constant(400, "BAD_REQUEST", String.join("", wrong));
        }
    }

    private static void checkGuests(JsonNode guests) {
        var seen = new HashSet<String>();
        var twice = false;
        for (var guest : guests) {
            if (!guest.asText().matches(EMAIL)) {
                throw Refusal.constant(400, "BAD_REQUEST", "responses - {guests}email_validation_error, ");
            }
            twice |= !seen.add(guest.asText());
        }
        if (twice) {
            throw Refusal.constant(400, "BAD_REQUEST", "responses - {guests}duplicate_email, ");
        }
    }

    private static void checkFields(EventType type, CreateBody body) {
        var given = body.json().path("bookingFieldsResponses");
        for (var field : type.setting("bookingFields")) {
            var slug = field.path("slug").asText();
            var own = !field.path("isDefault").asBoolean(false)
                    || List.of("notes", "guests").contains(slug);
            if (own && field.path("required").asBoolean(false) && !given.has(slug)) {
                throw Refusal.badRequest("Missing required booking field response: " + slug);
            }
            var options = field.path("options");
            if (own && options.isArray() && given.path(slug).isTextual()) {
                var known = new ArrayList<String>();
                options.forEach(o ->
                        known.add(o.isTextual() ? o.asText() : o.path("value").asText()));
                if (!known.contains(given.path(slug).asText())) {
                    throw Refusal.badRequest(
                            "Invalid option '" + given.path(slug).asText() + "' for booking field '" + slug
                                    + "'. Allowed options are: " + String.join(", ", known) + ".");
                }
            }
        }
    }
}
