package dev.interlude.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
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
        var parts = new HealthParts(catalog, clock.instant());
        var calcom = known(this::detailed, "Cal.com", parts);
        var status = calcom.path("api").isObject() ? calcom.path("status").asText() : "unknown";
        parts.calcom(calcom);
        parts.work(calcom, known(() -> api.get("/api/v1/sync/status"), "Both sides compared", parts));
        parts.server(known(() -> JSON.valueToTree(info.get()), "Nodes", parts), node.get());
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

    /** A part that cannot be read does not keep the others from being shown. */
    private static JsonNode known(Supplier<JsonNode> part, String name, HealthParts parts) {
        try {
            return part.get();
        } catch (ActionRefused e) {
            parts.unknown(name, e.getMessage());
            return MissingNode.getInstance();
        }
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
