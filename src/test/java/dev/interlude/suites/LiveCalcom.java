package dev.interlude.suites;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.interlude.catalog.CatalogFile;
import dev.interlude.sandbox.Sandbox;
import dev.interlude.sandbox.SandboxSettings;
import dev.interlude.support.Pacing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A Cal.com that is asked past Interlude: the real one of {@code CALCOM_BASE_URL} with {@code CALCOM_API_KEY} where
 * {@code CALCOM_LIVE_TESTS_ENABLED=true}, or the sandbox. What a run makes there bears the run's name, and is taken away at its end;
 * what an earlier run had to leave, at the next start. A real one is not asked more than 60 times a minute, by all together.
 */
public final class LiveCalcom implements AutoCloseable {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> VERSIONS = Map.of(
            "/v2/bookings", "2024-08-13",
            "/v2/event-types", "2024-06-14",
            "/v2/slots", "2024-09-04");

    private static final Pattern MADE_HERE =
            Pattern.compile("interlude-(cut|colour|finish|managed|gone)-([0-9a-z]{6,12})");
    private static final String SUBSCRIBER = "https://interlude.example/%s/webhooks/calcom";
    private static final Pattern SUBSCRIBED = Pattern.compile("https://interlude\\.example/([^/]+)/webhooks/calcom");
    private static final Duration OLD = Duration.ofHours(1);

    // The calls of a minute: of the server, of the server with a wrong key, past the server, and in reserve for the
    // end.
    private static final int OF_SERVER = 34;
    private static final int OF_STRANGER = 4;
    private static final int PAST_SERVER = 12;
    private static final int RESERVE = 10;
    private static final int ATTEMPTS = 3;
    private static final int TOO_MANY = 429;
    private static final Executor AT_ONCE = Executors.newCachedThreadPool();

    private final Sandbox sandbox;
    private final String baseUrl;
    private final String key;
    private final String run;
    private final CallPace pace;
    private boolean closed;

    private LiveCalcom(Sandbox sandbox, String baseUrl, String key, String run) {
        this.sandbox = sandbox;
        this.baseUrl = baseUrl;
        this.key = key;
        this.run = run;
        this.pace = new CallPace(sandbox == null ? PAST_SERVER : Integer.MAX_VALUE - RESERVE);
    }

    static boolean isWanted() {
        return Boolean.parseBoolean(System.getenv("CALCOM_LIVE_TESTS_ENABLED"));
    }

    /** @param run its name; the time at which it began, to the base of 36 */
    public static LiveCalcom connect(String run) {
        if (isWanted()) {
            var calcom = new LiveCalcom(null, required("CALCOM_BASE_URL"), required("CALCOM_API_KEY"), run);
            calcom.remove(LiveCalcom::isOld);
            return calcom;
        }
        System.out.println("» the live suite ran against the sandbox: CALCOM_LIVE_TESTS_ENABLED is not true");
        var sandbox = Sandbox.start(SandboxSettings.of(CatalogFile.read(Path.of("config/catalog.yaml"))));
        return new LiveCalcom(sandbox, sandbox.baseUrl(), Sandbox.KEY, run);
    }

    private static boolean isOld(String slug) {
        var name = MADE_HERE.matcher(slug);
        if (!name.matches()) {
            return false;
        }
        var began = Instant.ofEpochMilli(Long.parseLong(name.group(2), Character.MAX_RADIX));
        return began.isBefore(Instant.now().minus(OLD));
    }

    private static String required(String name) {
        var value = System.getenv(name);
        if (value == null || value.isEmpty()) {
            throw new IllegalStateException("CALCOM_LIVE_TESTS_ENABLED is true, but " + name + " is not set");
        }
        return value;
    }

    public String baseUrl() {
        return baseUrl;
    }

    public String key() {
        return key;
    }

    /** What a server may ask of it, also with a wrong key. */
    public Map<String, String> limits() {
        var calls = sandbox == null ? OF_SERVER : 100_000;
        var ofStranger = sandbox == null ? OF_STRANGER : 100_000;
        return Map.of(
                "CALCOM_CALLS", "" + calls,
                "INTERLUDE_CALCOM_ACCOUNTS_SALON_BURST", "" + Math.min(10, calls / 2),
                "INTERLUDE_CALCOM_ACCOUNTS_STRANGER_CALLS", "" + ofStranger,
                "INTERLUDE_CALCOM_ACCOUNTS_STRANGER_BURST", "" + Math.min(10, ofStranger / 2));
    }

    /** The id of a new event type of the key's owner. */
    public long eventType(String name, int minutes) {
        var slug = slug(name);
        return ask("POST", "/v2/event-types", Map.of("title", slug, "slug", slug, "lengthInMinutes", minutes), 201)
                .at("/data/id")
                .asLong();
    }

    /** What is called so in this run. */
    public String slug(String name) {
        return "interlude-" + name + "-" + run;
    }

    public JsonNode booking(String uid) {
        return ask("GET", "/v2/bookings/" + uid, null, 200).path("data");
    }

    /** Somebody books past us; the uid. */
    public String book(long eventType, String start) {
        var attendee = Map.of("name", "Interlude Live", "email", "live@example.com", "timeZone", "Europe/Berlin");
        return ask("POST", "/v2/bookings", Map.of("start", start, "eventTypeId", eventType, "attendee", attendee), 201)
                .at("/data/uid")
                .asText();
    }

    public void cancel(String uid) {
        ask("POST", "/v2/bookings/" + uid + "/cancel", Map.of("cancellationReason", "a live test ends"), 200);
    }

    /** The starts of the free times of one event type, as Cal.com itself tells them. */
    public List<String> slots(long eventType, String from, String to) {
        return ask("GET", "/v2/slots?eventTypeId=" + eventType + "&start=" + from + "&end=" + to, null, 200)
                .path("data")
                .valueStream()
                .flatMap(JsonNode::valueStream)
                .map(slot -> slot.path("start").asText())
                .toList();
    }

    /** Where Cal.com is told to send webhooks: nobody listens there. */
    public String subscriber() {
        return SUBSCRIBER.formatted(slug("managed"));
    }

    /** How many webhooks it would send there. */
    public int subscriptions() {
        return webhooks(slug("managed")::equals).size();
    }

    private List<String> webhooks(Predicate<String> names) {
        return ask("GET", "/v2/webhooks?take=250", null, 200)
                .path("data")
                .valueStream()
                .filter(webhook -> {
                    var url = SUBSCRIBED.matcher(webhook.path("subscriberUrl").asText());
                    return url.matches() && names.test(url.group(1));
                })
                .map(webhook -> webhook.path("id").asText())
                .toList();
    }

    private JsonNode ask(String method, String path, Object body, int expected) {
        for (int attempt = 1; ; attempt++) {
            var answer = answer(method, path, body);
            if (answer.statusCode() == expected) {
                return read(answer.body());
            }
            if (answer.statusCode() != TOO_MANY || attempt == ATTEMPTS) {
                throw new AssertionError(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
            }
            // Others use the key too.
            Pacing.rest(Duration.ofSeconds(
                    answer.headers().firstValueAsLong("Retry-After").orElse(60)));
        }
    }

    private HttpResponse<String> answer(String method, String path, Object body) {
        pace.next();
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
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its event types, what is still booked for them, and its webhooks are taken away; once, whoever calls first. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            pace.raise(RESERVE);
            remove(slug -> slug.endsWith("-" + run));
            if (sandbox != null) {
                sandbox.close();
            }
        }
    }

    /** As much as possible at once: at Ctrl-C there are seconds. What cannot be removed does not keep the rest. */
    private void remove(Predicate<String> names) {
        var troubles = new ConcurrentLinkedQueue<Throwable>();
        var webhooks = CompletableFuture.runAsync(
                () -> each(webhooks(names), id -> ask("DELETE", "/v2/webhooks/" + id, null, 200), troubles), AT_ONCE);
        var types = ask("GET", "/v2/event-types", null, 200)
                .path("data")
                .valueStream()
                .filter(type -> names.test(type.path("slug").asText()))
                .map(type -> type.path("id").asText())
                .toList();
        if (!types.isEmpty()) {
            each(booked(types), this::cancel, troubles);
            each(types, id -> ask("DELETE", "/v2/event-types/" + id, null, 200), troubles);
        }
        webhooks.join();
        if (!troubles.isEmpty()) {
            var trouble = new IllegalStateException("not all could be removed at " + baseUrl);
            troubles.forEach(trouble::addSuppressed);
            throw trouble;
        }
    }

    private List<String> booked(List<String> types) {
        return ask("GET", "/v2/bookings?status=upcoming&take=250&eventTypeIds=" + String.join(",", types), null, 200)
                .path("data")
                .valueStream()
                .map(booking -> booking.path("uid").asText())
                .toList();
    }

    private static void each(List<String> all, Consumer<String> removal, Queue<Throwable> troubles) {
        all.stream()
                .map(one -> CompletableFuture.runAsync(() -> removal.accept(one), AT_ONCE)
                        .exceptionally(trouble -> {
                            troubles.add(trouble);
                            return null;
                        }))
                .toList()
                .forEach(CompletableFuture::join);
    }
}
