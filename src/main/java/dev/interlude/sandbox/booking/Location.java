package dev.interlude.sandbox.booking;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.sandbox.http.Refusal;
import dev.interlude.sandbox.model.EventType;
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
            return chosen(offered, asked);
        }
        if (meetingUrl != null) {
            return meetingUrl;
        }
        return offered.isEmpty() ? "integrations:daily" : fixed(offered.get(0));
    }

    private static String chosen(JsonNode offered, JsonNode asked) {
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
        throw Refusal.badRequest("Booking location with type " + kind + " not valid");
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
