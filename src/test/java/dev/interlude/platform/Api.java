package dev.interlude.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.core.env.Environment;

/** A caller over real HTTP. */
@TestComponent
public class Api {

    public static final String ADMIN_KEY = "local-admin-key";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ObjectMapper json = new ObjectMapper();
    private final Environment environment;

    public Api(Environment environment) {
        this.environment = environment;
    }

    public record Answer(int status, HttpResponse<String> http, JsonNode json) {

        public String header(String name) {
            return http.headers().firstValue(name).orElse(null);
        }

        public String code() {
            return json.path("code").asText();
        }

        /** What was said about one field. */
        public String about(String pointer) {
            return json.path("errors")
                    .valueStream()
                    .filter(error -> error.path("pointer").asText().equals(pointer))
                    .map(error -> error.path("detail").asText())
                    .findFirst()
                    .orElse(null);
        }
    }

    public int port() {
        return environment.getRequiredProperty("local.server.port", Integer.class);
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    public URI management(String path) {
        return URI.create("http://127.0.0.1:" + environment.getRequiredProperty("local.management.port") + path);
    }

    public Answer get(String path, String... headers) {
        return send("GET", path, BodyPublishers.noBody(), headers);
    }

    public Answer post(String path, String body, String... headers) {
        var all = new String[headers.length + 2];
        all[0] = "Content-Type";
        all[1] = "application/json";
        System.arraycopy(headers, 0, all, 2, headers.length);
        return send("POST", path, BodyPublishers.ofString(body), all);
    }

    /** With the admin key, unless the headers name another. */
    public Answer send(String method, String path, BodyPublisher body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .method(method, body);
        request.header("Authorization", "Bearer " + ADMIN_KEY);
        for (var i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return exchange(request);
    }

    public Answer exchange(HttpRequest.Builder request) {
        try {
            var answer = http.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
            var type = answer.headers().firstValue("Content-Type").orElse("");
            var body = type.contains("json") ? json.readTree(answer.body()) : json.nullNode();
            return new Answer(answer.statusCode(), answer, body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
