package dev.interlude.sandbox.booking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.sandbox.http.Refusal;
import dev.interlude.sandbox.model.EventType;
import dev.interlude.sandbox.model.Json;
import java.util.ArrayList;
import java.util.Map;

/** Where a booking takes place: as its booker chose among the event type's locations, else the first of these. */
final class Location {
    private static final Map<String, String> APPS =
            Map.of("cal-video", "integrations:daily", "google-meet", "integrations:google:meet");

    private Location() {}

    static String of(EventType type, JsonNode asked, String meetingUrl) {
        var offered = type.setting("locations");
        if (asked.isTextual()) {
            return asked.asText();
        }
        if (asked.isObject()) {
            return chosen(type, offered, asked);
        }
        if (meetingUrl != null) {
            return meetingUrl;
        }
        return offered.isEmpty() ? "integrations:daily" : fixed(offered.get(0));
    }

    private static String chosen(EventType type, JsonNode offered, JsonNode asked) {
        var kind = asked.path("type").asText();
        for (var location : offered) {
            if (location.path("type").asText().equals(kind)) {
                return switch (kind) {
                    case "attendeeAddress" -> asked.path("address").asText();
                    case "attendeePhone" -> asked.path("phone").asText();
                    case "attendeeDefined" -> asked.path("location").asText();
                    default -> fixed(location);
                };
            }
        }
        var types = new ArrayList<String>();
        offered.forEach(location -> types.add(location.path("type").asText()));
        throw Refusal.badRequest("Booking location with type " + kind + " not valid for event type with id=" + type.id()
                + ". The event type has following location types: " + String.join(", ", types)
                + ", and only these types are allowed for booking location.");
    }

    /** What the form says of a chosen location. */
    static ObjectNode response(JsonNode asked) {
        var response = Json.object();
        return switch (asked.path("type").asText()) {
            case "attendeeAddress" ->
                response.put("value", "attendeeInPerson")
                        .put("optionValue", asked.path("address").asText());
            case "attendeePhone" ->
                response.put("value", "phone")
                        .put("optionValue", asked.path("phone").asText());
            case "attendeeDefined" ->
                response.put("value", "somewhereElse")
                        .put("optionValue", asked.path("location").asText());
            case "address" -> response.put("value", "inPerson").put("optionValue", "");
            case "phone" -> response.put("value", "userPhone").put("optionValue", "");
            case "organizersDefaultApp" -> response.put("value", "conferencing").put("optionValue", "");
            case "integration" -> {
                var app = asked.path("integration").asText();
                yield response.put("value", APPS.getOrDefault(app, "integrations:" + app))
                        .put("optionValue", "");
            }
            default -> response.put("value", "link").put("optionValue", "");
        };
    }

    private static String fixed(JsonNode location) {
        return switch (location.path("type").asText()) {
            case "link" -> location.path("link").asText();
            case "address" -> location.path("address").asText();
            case "phone" -> location.path("phone").asText();
            case "integration" -> {
                var app = location.path("integration").asText();
                yield APPS.getOrDefault(app, "integrations:" + app);
            }
            case "organizersDefaultApp" -> "conferencing";
            default -> "integrations:daily";
        };
    }
}
