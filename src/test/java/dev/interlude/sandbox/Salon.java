package dev.interlude.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.catalog.Catalog;
import dev.interlude.catalog.Pause;
import dev.interlude.catalog.Segment;
import dev.interlude.catalog.Service;
import dev.interlude.catalog.StaffMember;
import dev.interlude.catalog.StaffRule;
import dev.interlude.sandbox.model.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A small salon in a sandbox, and a caller who speaks to it. Anna does haircut (101, 30 min) and colour (201, 45 min). */
final class Salon implements AutoCloseable {
    /** A Monday on which nobody else books. */
    static final String DAY = "2030-01-07";

    final Sandbox sandbox;
    private final HttpClient client = HttpClient.newHttpClient();

    Salon() {
        this(SandboxSettings.of(catalog()));
    }

    Salon(SandboxSettings settings) {
        sandbox = Sandbox.start(settings);
    }

    static Catalog catalog() {
        var staff = new LinkedHashMap<String, StaffMember>();
        staff.put("anna", new StaffMember("anna", "Anna"));
        staff.put("ben", new StaffMember("ben", "Ben"));
        var services = new LinkedHashMap<String, Service>();
        services.put("haircut", service("haircut", 30, Map.of("anna", 101L, "ben", 102L)));
        services.put("colour", service("colour", 45, Map.of("anna", 201L)));
        return new Catalog(ZoneId.of("Europe/Berlin"), "salon", staff, services);
    }

    private static Service service(String id, int minutes, Map<String, Long> types) {
        var segment = new Segment("cut", "Cut", minutes, Pause.NONE, StaffRule.ANY, types);
        return new Service(id, id, "salon", 0, List.of(segment));
    }

    static ObjectNode booking(long eventTypeId, String start) {
        var body = Json.object().put("start", start).put("eventTypeId", eventTypeId);
        body.putObject("attendee")
                .put("name", "Ada")
                .put("email", "ada@example.com")
                .put("timeZone", "Europe/Berlin");
        return body;
    }

    HttpRequest request(String method, String path, JsonNode body) {
        return request(method, path, body, Sandbox.KEY);
    }

    /** @param key null for a caller without one */
    private HttpRequest request(String method, String path, JsonNode body, String key) {
        var version = path.startsWith("/v2/slots")
                ? "2024-09-04"
                : path.startsWith("/v2/event-types") ? "2024-06-14" : "2024-08-13";
        var request = HttpRequest.newBuilder(URI.create(sandbox.baseUrl() + path));
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        return request.header("cal-api-version", version)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(Json.bytes(body)))
                .build();
    }

    HttpResponse<String> send(String method, String path, JsonNode body) throws IOException, InterruptedException {
        return client.send(request(method, path, body), HttpResponse.BodyHandlers.ofString());
    }

    /** As somebody else than the administrator; null: without a key. */
    HttpResponse<String> sendAs(String key, String method, String path, JsonNode body)
            throws IOException, InterruptedException {
        return client.send(request(method, path, body, key), HttpResponse.BodyHandlers.ofString());
    }

    /** Has a member of staff told of everything; where they are told nobody listens, the sandbox remembers what it sent. */
    void tell(String staff) throws IOException, InterruptedException {
        var body = Json.object().put("active", true).put("subscriberUrl", "http://127.0.0.1:1/hook");
        body.set(
                "triggers",
                Json.array(List.of(
                        "BOOKING_CREATED",
                        "BOOKING_REQUESTED",
                        "BOOKING_RESCHEDULED",
                        "BOOKING_CANCELLED",
                        "BOOKING_REJECTED")));
        sendAs(Sandbox.keyOf(staff), "POST", "/v2/webhooks", body);
    }

    /** The delivery made last. */
    JsonNode told() throws IOException {
        var all = sandbox.deliveries();
        return Json.parse(all.get(all.size() - 1).body().getBytes(StandardCharsets.UTF_8));
    }

    /** Changes an event type, as the administrator. */
    void change(long eventTypeId, String settings) throws IOException, InterruptedException {
        var body = Json.parse(settings.getBytes(StandardCharsets.UTF_8));
        send("PATCH", "/v2/event-types/" + eventTypeId, body);
    }

    CompletableFuture<HttpResponse<String>> sendAsync(String method, String path, JsonNode body) {
        return client.sendAsync(request(method, path, body), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> create(long eventTypeId, String start) throws IOException, InterruptedException {
        return send("POST", "/v2/bookings", booking(eventTypeId, start));
    }

    CompletableFuture<HttpResponse<String>> createAsync(long eventTypeId, String start) {
        return sendAsync("POST", "/v2/bookings", booking(eventTypeId, start));
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send("GET", path, null);
    }

    static JsonNode data(HttpResponse<String> answer) throws IOException {
        return Json.parse(answer.body().getBytes(StandardCharsets.UTF_8)).path("data");
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
