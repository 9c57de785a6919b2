package dev.interlude.sandbox.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.interlude.sandbox.http.Operation;
import dev.interlude.sandbox.model.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/**
 * A request as the sandbox received it.
 *
 * @param target path and query as sent
 * @param headers all of them, names in lower case
 * @param eventTypeId named by the request or by the booking it is about; null when none is
 * @param key name of the key; null without one
 * @param status answered; null when nothing was answered (yet)
 */
public record Received(
        long seq,
        Instant at,
        Operation operation,
        String method,
        String target,
        Map<String, String> headers,
        String body,
        Long eventTypeId,
        String uid,
        String key,
        Integer status) {

    public String path() {
        return target.replaceFirst("\\?.*", "");
    }

    /** The body as JSON; missing when it is none. */
    public JsonNode json() {
        try {
            return body.isEmpty() ? MissingNode.getInstance() : Json.parse(body.getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    Received answered(Integer with) {
        return new Received(seq, at, operation, method, target, headers, body, eventTypeId, uid, key, with);
    }
}
