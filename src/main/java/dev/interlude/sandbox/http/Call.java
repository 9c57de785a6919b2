package dev.interlude.sandbox.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request as received.
 *
 * @param path without the query
 * @param target path and query, with {@code /api/v2} and {@code /v2/ee} rewritten to {@code /v2}
 * @param query decoded, in order; a name given twice has two values
 * @param headers names in lower case
 * @param json the parsed body; missing when there is none
 */
public record Call(
        String method,
        String path,
        String target,
        Map<String, List<String>> query,
        Map<String, String> headers,
        byte[] body,
        JsonNode json,
        String remoteAddress) {

    public String header(String lowerCaseName) {
        return headers.get(lowerCaseName);
    }

    public Optional<String> param(String name) {
        return Optional.ofNullable(query.get(name)).map(values -> values.get(values.size() - 1));
    }

    public Call withJson(JsonNode parsed) {
        return new Call(method, path, target, query, headers, body, parsed, remoteAddress);
    }

    /** The event type that the request names in its body, query or path, if it does. */
    public Long eventTypeId() {
        if (json.path("eventTypeId").isIntegralNumber()) {
            return json.path("eventTypeId").asLong();
        }
        var parts = path.split("/");
        var text = param("eventTypeId").orElse(path.startsWith("/v2/event-types/") ? parts[3] : "");
        return text.matches("\\d{1,18}") ? Long.valueOf(text) : null;
    }

    /** The booking or reservation that the request names in its path, if it does. */
    public String uid() {
        var parts = path.split("/");
        if (path.startsWith("/v2/bookings/") && parts.length > 3) {
            return parts[3];
        }
        return path.startsWith("/v2/slots/reservations/") && parts.length > 4 ? parts[4] : null;
    }

    public static JsonNode nothing() {
        return MissingNode.getInstance();
    }
}
