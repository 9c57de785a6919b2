package dev.interlude;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.interlude.catalog.CatalogFile;
import dev.interlude.sandbox.Sandbox;
import dev.interlude.sandbox.SandboxSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A Cal.com that is asked past Interlude: the real one of {@code CALCOM_BASE_URL} with {@code CALCOM_API_KEY} where
 * {@code CALCOM_LIVE_TESTS_ENABLED=true}, or the sandbox. Remembers what it made there, and takes it away again.
 */
final class LiveCalcom implements AutoCloseable {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> VERSIONS = Map.of(
            "/v2/bookings", "2024-08-13",
            "/v2/event-types", "2024-06-14",
            "/v2/slots", "2024-09-04");

    private final Sandbox sandbox;
    private final String baseUrl;
    private final String key;
    private final List<Long> eventTypes = new ArrayList<>();

    private LiveCalcom(Sandbox sandbox, String baseUrl, String key) {
        this.sandbox = sandbox;
        this.baseUrl = baseUrl;
        this.key = key;
    }

    static LiveCalcom connect() {
        if (Boolean.parseBoolean(System.getenv("CALCOM_LIVE_TESTS_ENABLED"))) {
            return new LiveCalcom(null, required("CALCOM_BASE_URL"), required("CALCOM_API_KEY"));
        }
        System.out.println("» CALCOM_LIVE_TESTS_ENABLED is not true: the live tests run against the sandbox");
        var sandbox = Sandbox.start(SandboxSettings.of(CatalogFile.read(Path.of("config/catalog.yaml"))));
        return new LiveCalcom(sandbox, sandbox.baseUrl(), Sandbox.KEY);
    }

    private static String required(String name) {
        var value = System.getenv(name);
        if (value == null || value.isEmpty()) {
            throw new IllegalStateException("CALCOM_LIVE_TESTS_ENABLED is true, but " + name + " is not set");
        }
        return value;
    }

    String baseUrl() {
        return baseUrl;
    }

    String key() {
        return key;
    }

    /** What the tests may ask of it; some of the usual 120 are left for asking past Interlude. */
    String callsAMinute() {
        return sandbox == null ? "100" : "100000";
    }

    /** The id of a new event type of the key's owner. */
    long eventType(String slug, int minutes) {
        var made = ask("POST", "/v2/event-types", Map.of("title", slug, "slug", slug, "lengthInMinutes", minutes), 201);
        var id = made.at("/data/id").asLong();
        eventTypes.add(id);
        return id;
    }

    JsonNode booking(String uid) {
        return ask("GET", "/v2/bookings/" + uid, null, 200).path("data");
    }

    /** Somebody books past us; the uid. */
    String book(long eventType, String start) {
        var attendee = Map.of("name", "Interlude Live", "email", "live@example.com", "timeZone", "Europe/Berlin");
        return ask("POST", "/v2/bookings", Map.of("start", start, "eventTypeId", eventType, "attendee", attendee), 201)
                .at("/data/uid")
                .asText();
    }

    void cancel(String uid) {
        ask("POST", "/v2/bookings/" + uid + "/cancel", Map.of("cancellationReason", "a live test ends"), 200);
    }

    /** The starts of the free times of one event type, as Cal.com itself tells them. */
    List<String> slots(long eventType, String from, String to) {
        return ask("GET", "/v2/slots?eventTypeId=" + eventType + "&start=" + from + "&end=" + to, null, 200)
                .path("data")
                .valueStream()
                .flatMap(JsonNode::valueStream)
                .map(slot -> slot.path("start").asText())
                .toList();
    }

    /** How many webhooks it would send there. */
    long webhooksTo(String url) {
        return ask("GET", "/v2/webhooks?take=250", null, 200)
                .path("data")
                .valueStream()
                .filter(webhook -> webhook.path("subscriberUrl").asText().equals(url))
                .count();
    }

    private JsonNode ask(String method, String path, Object body, int expected) {
        try {
            var request = HttpRequest.newBuilder(URI.create(baseUrl + path))
                    .timeout(Duration.ofSeconds(30))
                    .header("Authorization", "Bearer " + key)
                    .header("Content-Type", "application/json")
                    .method(
                            method,
                            body == null
                                    ? BodyPublishers.noBody()
                                    : BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
            VERSIONS.forEach((group, version) -> {
                if (path.startsWith(group)) {
                    request.header("cal-api-version", version);
                }
            });
            var answer = HTTP.send(request.build(), BodyHandlers.ofString());
            if (answer.statusCode() != expected) {
                throw new AssertionError(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
            }
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is still booked for its event types is cancelled, and they are gone. */
    @Override
    public void close() {
        for (var eventType : eventTypes) {
            ask("GET", "/v2/bookings?status=upcoming&take=250&eventTypeId=" + eventType, null, 200)
                    .path("data")
                    .forEach(booking -> cancel(booking.path("uid").asText()));
            ask("DELETE", "/v2/event-types/" + eventType, null, 200);
        }
        if (sandbox != null) {
            sandbox.close();
        }
    }
}
