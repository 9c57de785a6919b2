package dev.interlude.sandbox.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.sandbox.model.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/** An answer to be written. */
public record Answer(int status, byte[] body, Map<String, String> headers) {

    public static final String JSON = "application/json; charset=utf-8";

    public static Answer json(int status, JsonNode body) {
        return new Answer(status, Json.bytes(body), Map.of("Content-Type", JSON));
    }

    /** {@code {"status":"success","data":...}} */
    public static Answer success(int status, JsonNode data) {
        return json(status, envelope(data));
    }

    public static ObjectNode envelope(JsonNode data) {
        var body = Json.object().put("status", "success");
        body.set("data", data);
        return body;
    }

    public Answer with(Map<String, String> more) {
        var all = new LinkedHashMap<>(headers);
        all.putAll(more);
        return new Answer(status, body, all);
    }
}
