package dev.interlude.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** Calls a server through its public API: the commands use no back door. */
public final class Client {

    /**
     * An answer.
     *
     * @param body a missing node when it is no JSON
     */
    public record Answer(int status, JsonNode body) {}

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final String base;
    private final Map<String, String> headers;

    public Client(String base, Map<String, String> headers) {
        this.base = base;
        this.headers = headers;
    }

    /** @throws IOException if there is no answer */
    public Answer get(String path) throws IOException {
        return send(request(path).GET());
    }

    /** @throws IOException if there is no answer */
    public Answer post(String path, Object body) throws IOException {
        return send("POST", path, body, Map.of());
    }

    /** @throws IOException if there is no answer */
    public Answer put(String path, Object body) throws IOException {
        return send("PUT", path, body, Map.of());
    }

    /**
     * @param body null: none
     * @throws IOException if there is no answer
     */
    public Answer send(String method, String path, Object body, Map<String, String> more) throws IOException {
        var request = request(path);
        if (body != null) {
            request.header("Content-Type", "application/json")
                    .method(method, BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
        } else if (method.equals("GET")) {
            request.GET();
        } else {
            request.method(method, BodyPublishers.ofByteArray(new byte[0]));
        }
        more.forEach(request::header);
        return send(request);
    }

    private HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(URI.create(base + path)).timeout(PATIENCE);
        headers.forEach(request::header);
        return request;
    }

    private Answer send(HttpRequest.Builder request) throws IOException {
        try {
            var answer = http.send(request.build(), BodyHandlers.ofByteArray());
            return new Answer(answer.statusCode(), json(answer.body()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for " + base, e);
        }
    }

    private static JsonNode json(byte[] body) throws IOException {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }
}
