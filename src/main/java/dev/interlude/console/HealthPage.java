package dev.interlude.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Whether bookings can be made now, and the state of each part of it.
 *
 * @param node the parts of this node; {@code up}, or the trouble in words
 */
record HealthPage(ConsoleApi api, Supplier<Map<String, String>> node) {

    /** @param good null: neither good nor bad */
    record Line(String name, String value, Boolean good) {}

    record Part(String name, List<Line> lines) {}

    Page show() {
        var calcom = detailed();
        var sync = api.get("/api/v1/sync/status");
        var parts = new ArrayList<Part>();
        calcom.properties().forEach(part -> {
            if (part.getValue().isObject()) {
                parts.add(new Part(heading(part.getKey()), lines("", part.getValue())));
            }
        });
        parts.add(new Part("Both sides compared", lines("", sync)));
        parts.add(new Part("This node", own()));
        var status = calcom.path("status").asText("unknown");
        return Page.of("health", "Health", Map.of("status", status, "parts", parts, "can", can(status)));
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

    private List<Line> own() {
        var lines = new ArrayList<Line>();
        node.get().forEach((name, state) -> lines.add(new Line(words(name), state, state.equals("up"))));
        return lines;
    }

    private static String heading(String part) {
        return switch (part) {
            case "api" -> "Cal.com";
            case "budget" -> "Calls to Cal.com left (budget)";
            case "breaker" -> "Circuit breakers";
            case "time_zones" -> "Time zone rules";
            case "webhooks" -> "Messages from Cal.com";
            default -> Character.toUpperCase(part.charAt(0)) + part.substring(1).replace('_', ' ');
        };
    }

    private static List<Line> lines(String prefix, JsonNode node) {
        var lines = new ArrayList<Line>();
        if (!node.isObject()) {
            lines.add(new Line("", node.asText(), null));
        }
        node.properties().forEach(member -> {
            var name = prefix + words(member.getKey());
            if (member.getValue().isObject()) {
                lines.addAll(lines(name + ": ", member.getValue()));
            } else {
                lines.add(new Line(name, text(member.getValue()), null));
            }
        });
        return lines;
    }

    /** {@code lastCheck} and {@code last_check} as words. */
    private static String words(String member) {
        return member.replace('_', ' ').replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }

    private static String text(JsonNode value) {
        return value.isNull() ? "–" : value.isArray() ? (value.isEmpty() ? "none" : value.toString()) : value.asText();
    }
}
