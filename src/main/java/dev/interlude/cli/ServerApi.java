package dev.interlude.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/** A server as commands ask it: every answer is what was expected, or a {@link CommandFailed} that says why not. */
public final class ServerApi {

    private final String base;
    private final Client client;
    private final boolean hasKey;
    private final ServerFailures failures;

    ServerApi(String base, Optional<String> key, String variable, String option) {
        this.base = base;
        this.hasKey = key.isPresent();
        this.client = new Client(
                base, key.map(text -> Map.of("Authorization", "Bearer " + text)).orElse(Map.of()));
        this.failures = new ServerFailures(base, variable, option);
    }

    public String base() {
        return base;
    }

    /** @param expected a member that the answer has, by which Interlude's is known */
    public JsonNode get(String path, String expected) {
        return required(call("GET", path, null, Map.of()), expected);
    }

    public JsonNode post(String path, Object body, String expected) {
        return required(call("POST", path, body, Map.of()), expected);
    }

    /** A request that has one effect, however often it is sent under this key. */
    public JsonNode postOnce(String path, Object body, String idempotencyKey, String expected) {
        return required(call("POST", path, body, Map.of("Idempotency-Key", idempotencyKey)), expected);
    }

    public JsonNode put(String path, Object body, String expected) {
        return required(call("PUT", path, body, Map.of()), expected);
    }

    public JsonNode delete(String path, String expected) {
        return required(call("DELETE", path, null, Map.of()), expected);
    }

    /** For an answer without a body. */
    public void delete(String path) {
        var answer = call("DELETE", path, null, Map.of());
        if (answer.status() != 204) {
            throw failures.of(answer, hasKey);
        }
    }

    /** Whatever the server answers. */
    public Client.Answer ask(String path) {
        return call("GET", path, null, Map.of());
    }

    /** That this answer is not what was asked for. */
    public CommandFailed unexpected(Client.Answer answer) {
        return failures.of(answer, hasKey);
    }

    /** {@code name, value, name, value} as a query; those whose value is null are left out. */
    public static String query(Object... pairs) {
        var query = new StringJoiner("&", "?", "").setEmptyValue("");
        for (var i = 0; i < pairs.length; i += 2) {
            if (pairs[i + 1] != null) {
                query.add(pairs[i] + "=" + encoded(pairs[i + 1].toString()));
            }
        }
        return query.toString();
    }

    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private JsonNode required(Client.Answer answer, String expected) {
        if (answer.status() / 100 != 2 || !answer.body().has(expected)) {
            throw failures.of(answer, hasKey);
        }
        return answer.body();
    }

    private Client.Answer call(String method, String path, Object body, Map<String, String> headers) {
        try {
            return client.send(method, path, body, headers);
        } catch (IOException e) {
            throw failures.of(e);
        }
    }
}
