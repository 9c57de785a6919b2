package dev.interlude.booking.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.interlude.support.ServerProcess;
import dev.interlude.support.Upstream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.awaitility.Awaitility;

/** An upstream system that books at one node. Every call goes on by itself; join it to wait. */
final class Customer {

    /** @param body missing when it was no JSON */
    record Answer(int status, boolean replayed, JsonNode body) {

        UUID id() {
            return UUID.fromString(body.path("id").asText());
        }

        String code() {
            return body.path("code").asText();
        }
    }

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String url;

    Customer(String url) {
        this.url = url;
    }

    /** The same system as tests of all rooms know it. */
    Upstream upstream() {
        return new Upstream(URI.create(url).getPort());
    }

    /** Books all of a service with every time and person named. */
    CompletableFuture<Answer> place(Appointment appointment, String email, String key) {
        return post(
                "/api/v1/bookings",
                key,
                Map.of(
                        "service", appointment.service().id(),
                        "start", appointment.start().toString(),
                        "timeZone", "Europe/Berlin",
                        "segments", appointment.named(),
                        "attendee", Map.of("name", "Zoë Crash", "email", email)));
    }

    /** @param wanted all of the request but the attendee */
    CompletableFuture<Answer> book(Map<String, Object> wanted, String email, String key) {
        var body = new HashMap<>(wanted);
        body.put("timeZone", "Europe/Berlin");
        body.put("attendee", Map.of("name", "Zoë Crash", "email", email));
        return post("/api/v1/bookings", key, body);
    }

    /** Leaves open who does it. */
    CompletableFuture<Answer> placeWithAnybody(String service, Instant start, String email, String key) {
        return post(
                "/api/v1/bookings",
                key,
                Map.of(
                        "service",
                        service,
                        "start",
                        start.toString(),
                        "timeZone",
                        "Europe/Berlin",
                        "attendee",
                        Map.of("name", "Zoë Crash", "email", email)));
    }

    /** Keeps all of a service free, with every time and person named. */
    CompletableFuture<Answer> hold(Appointment appointment, int seconds, String key) {
        return post(
                "/api/v1/holds",
                key,
                Map.of(
                        "service", appointment.service().id(),
                        "start", appointment.start().toString(),
                        "timeZone", "Europe/Berlin",
                        "segments", appointment.named(),
                        "seconds", seconds));
    }

    CompletableFuture<Answer> bookHold(UUID hold, String email, String key) {
        return post(
                "/api/v1/bookings",
                key,
                Map.of("hold", hold.toString(), "attendee", Map.of("name", "Zoë Crash", "email", email)));
    }

    CompletableFuture<Answer> readHold(UUID hold) {
        return send(request("/api/v1/holds/" + hold).GET());
    }

    /** Waits for an appointment with one person that begins just then. */
    CompletableFuture<Answer> await(Appointment appointment, String staff, String email) {
        return post(
                "/api/v1/waitlist",
                null,
                Map.of(
                        "service", appointment.service().id(),
                        "from", appointment.start().toString(),
                        "to", appointment.start().plusSeconds(60).toString(),
                        "staff", List.of(staff),
                        "attendee", Map.of("name", "Zoë Crash", "email", email)));
    }

    CompletableFuture<Answer> acceptOffer(UUID entry, String key) {
        return post("/api/v1/waitlist/" + entry + "/accept", key, Map.of());
    }

    CompletableFuture<Answer> readEntry(UUID entry) {
        return send(request("/api/v1/waitlist/" + entry).GET());
    }

    CompletableFuture<Answer> cancel(UUID booking, String key) {
        return post("/api/v1/bookings/" + booking + "/cancel", key, Map.of("reason", "ill"));
    }

    CompletableFuture<Answer> move(UUID booking, Instant start, String key) {
        return post("/api/v1/bookings/" + booking + "/reschedule", key, Map.of("start", start.toString()));
    }

    /** The same time, one segment by another person. */
    CompletableFuture<Answer> toStaff(UUID booking, Instant start, String segment, String staff, String key) {
        return post(
                "/api/v1/bookings/" + booking + "/reschedule",
                key,
                Map.of("start", start.toString(), "segments", List.of(Map.of("key", segment, "staff", staff))));
    }

    /** One segment in another length. */
    CompletableFuture<Answer> toLength(UUID booking, String segment, int minutes, String key) {
        return change(booking, Map.of("segments", List.of(Map.of("key", segment, "minutes", minutes))), key);
    }

    CompletableFuture<Answer> change(UUID booking, Map<String, Object> how, String key) {
        return send("PATCH", "/api/v1/bookings/" + booking, key, how);
    }

    /** Says that a person is away. */
    CompletableFuture<Answer> away(String staff, Instant from, Instant to, String key) {
        return post("/api/v1/absences", key, Map.of("staff", staff, "from", from.toString(), "to", to.toString()));
    }

    CompletableFuture<Answer> read(UUID booking) {
        return send(request("/api/v1/bookings/" + booking).GET());
    }

    /** Asks until the answer is the last word; until then it must say that there is none yet. */
    static Answer repeat(int last, Supplier<CompletableFuture<Answer>> request) {
        var answer = new AtomicReference<Answer>();
        Awaitility.await("a repeat that is answered " + last)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> {
                    answer.set(request.get().join());
                    assertThat(answer.get().status()).as(answer.toString()).isIn(last, 409, 503);
                    assertThat(answer.get().status()).as(answer.toString()).isEqualTo(last);
                });
        return answer.get();
    }

    static CompletableFuture<List<Answer>> all(List<CompletableFuture<Answer>> answers) {
        return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .thenApply(done -> answers.stream().map(CompletableFuture::join).toList());
    }

    CompletableFuture<Answer> post(String path, String key, Object body) {
        return send("POST", path, key, body);
    }

    private CompletableFuture<Answer> send(String method, String path, String key, Object body) {
        try {
            var request = request(path).header("Content-Type", "application/json");
            if (key != null) {
                request.header("Idempotency-Key", key);
            }
            return send(request.method(method, BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofSeconds(90))
                .header("Authorization", "Bearer " + ServerProcess.KEY);
    }

    private static CompletableFuture<Answer> send(HttpRequest.Builder request) {
        return HTTP.sendAsync(request.build(), BodyHandlers.ofString()).thenApply(answer -> {
            try {
                var replayed =
                        answer.headers().firstValue("Idempotent-Replayed").isPresent();
                return new Answer(answer.statusCode(), replayed, JSON.readTree(answer.body()));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("no JSON: " + answer.body(), e);
            }
        });
    }
}
