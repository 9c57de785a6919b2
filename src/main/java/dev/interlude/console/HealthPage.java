package dev.interlude.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.interlude.catalog.Catalog;
import java.time.Clock;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Whether bookings can be made now, and the state of each part of it.
 *
 * @param node the parts of this node; {@code up}, or the trouble in words
 * @param info what {@code /actuator/info} says: versions, flows, nodes
 */
record HealthPage(
        ConsoleApi api,
        Supplier<Map<String, String>> node,
        Supplier<Map<String, Object>> info,
        Catalog catalog,
        Clock clock) {

    private static final ObjectMapper JSON = new ObjectMapper();

    Page show() {
        var calcom = detailed();
        var status = calcom.path("status").asText("unknown");
        var parts = new HealthParts(catalog, clock.instant());
        parts.calcom(calcom);
        parts.work(calcom, api.get("/api/v1/sync/status"));
        parts.server(JSON.valueToTree(info.get()), node.get());
        parts.versions(calcom);
        return Page.of(
                "health",
                "Health",
                Map.of(
                        "status",
                        status,
                        "can",
                        can(status),
                        "parts",
                        parts.all(),
                        "bad",
                        parts.bad(),
                        "now",
                        Moments.clock(clock.instant(), catalog.timeZone())));
    }

    /** The page answers 503 when Cal.com is down, and says why in its body. */
    private JsonNode detailed() {
        return api.getAnyway("/health/calcom/detailed");
    }

    private static String can(String status) {
        return switch (status) {
            case "healthy" -> "Bookings can be made.";
            case "degraded" -> "Bookings can be made; something needs a look.";
            default -> "Bookings cannot be made now.";
        };
    }
}
