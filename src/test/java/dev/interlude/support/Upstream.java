package dev.interlude.support;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** An upstream system that calls the API with one key. */
public final class Upstream {

    public static final String ADMIN = "local-admin-key";

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private final int port;
    private final String key;
    private final String traceparent;

    public Upstream(int port) {
        this(port, ADMIN, null);
    }

    private Upstream(int port, String key, String traceparent) {
        this.port = port;
        this.key = key;
        this.traceparent = traceparent;
    }

    /** The same with another key, or with none at all. */
    public Upstream with(String key) {
        return new Upstream(port, key, traceparent);
    }

    /** The same within one trace; its id has 32 hexadecimal digits. */
    public Upstream traced(String traceId) {
        return new Upstream(port, key, "00-" + traceId + "-00f067aa0ba902b7-01");
    }

    public Reply get(String path) {
        return ask("GET", path, BodyPublishers.noBody());
    }

    public CompletableFuture<Reply> getting(String path) {
        return asking("GET", path, BodyPublishers.noBody());
    }

    /** {@code query} as {@code name, value, name, value}. */
    public Reply get(String path, List<String> query) {
        var text = new StringBuilder(path);
        for (int i = 0; i < query.size(); i += 2) {
            text.append(i == 0 ? '?' : '&').append(query.get(i)).append('=').append(encoded(query.get(i + 1)));
        }
        return get(text.toString());
    }

    /** @param headers name, value, name, value */
    public Reply post(String path, JsonNode body, String... headers) {
        return post(path, body.toString(), headers);
    }

    public Reply post(String path, String body, String... headers) {
        return wait(posting(path, body, headers));
    }

    public CompletableFuture<Reply> posting(String path, JsonNode body, String... headers) {
        return posting(path, body.toString(), headers);
    }

    public CompletableFuture<Reply> posting(String path, String body, String... headers) {
        var all = new String[headers.length + 2];
        all[0] = "Content-Type";
        all[1] = "application/json";
        System.arraycopy(headers, 0, all, 2, headers.length);
        return asking("POST", path, BodyPublishers.ofString(body), all);
    }

    /** Books; any answer will do. */
    public Reply book(JsonNode requestBody, String... headers) {
        return post("/api/v1/bookings", requestBody, headers);
    }

    public CompletableFuture<Reply> booking(JsonNode requestBody, String... headers) {
        return posting("/api/v1/bookings", requestBody, headers);
    }

    /** Books as clients do that honour {@code Retry-After}: a 503 is repeated, three times at most. */
    public Reply bookAgainAsTold(JsonNode requestBody, String... headers) {
        var reply = book(requestBody, headers);
        for (int repeats = 0; reply.status() == 503 && repeats < 3; repeats++) {
            Pacing.rest(Duration.ofSeconds(Long.parseLong(reply.header("Retry-After"))));
            reply = book(requestBody, headers);
        }
        return reply;
    }

    /** Books and insists on success. */
    public Reply booked(JsonNode requestBody) {
        var reply = book(requestBody);
        if (reply.status() != 201) {
            throw new AssertionError("not booked: " + reply);
        }
        return reply;
    }

    public Reply read(String booking) {
        return get("/api/v1/bookings/" + booking);
    }

    /** The offers of a day; {@code more} as name, value, name, value. */
    public Reply offers(String service, Day day, String... more) {
        var query =
                new ArrayList<>(List.of("service", service, "from", "" + day, "to", "" + day.next(), "limit", "500"));
        query.addAll(List.of(more));
        return get("/api/v1/availability", query);
    }

    /** Everything that needs a person, of all pages. */
    public List<JsonNode> attention() {
        return pages("/api/v1/attention?limit=500", "items", "cursor", "nextCursor");
    }

    /** The events that tell of a booking or another subject, oldest first, of all pages. */
    public List<JsonNode> eventsAbout(String subject) {
        return pages("/api/v1/events?limit=500", "events", "after", "nextAfter").stream()
                .filter(event -> event.path("subject").asText().equals(subject))
                .toList();
    }

    /** Follows {@code next} until there is none, or the page is empty. */
    private List<JsonNode> pages(String path, String list, String parameter, String next) {
        var all = new ArrayList<JsonNode>();
        var page = page(path);
        while (!page.path(list).isEmpty()) {
            page.path(list).forEach(all::add);
            if (page.path(next).isNull()) {
                break;
            }
            page = page(path + "&" + parameter + "=" + encoded(page.path(next).asText()));
        }
        return all;
    }

    private JsonNode page(String path) {
        var reply = get(path);
        if (reply.status() != 200) {
            throw new AssertionError("not listed: " + reply);
        }
        return reply.json();
    }

    public Reply cancel(String booking) {
        return post("/api/v1/bookings/" + booking + "/cancel", "{}");
    }

    public Reply move(String booking, ObjectNode where) {
        return post("/api/v1/bookings/" + booking + "/reschedule", where);
    }

    public Reply ask(String method, String path, BodyPublisher body, String... headers) {
        return wait(asking(method, path, body, headers));
    }

    public CompletableFuture<Reply> asking(String method, String path, BodyPublisher body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(30))
                .method(method, body);
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        if (traceparent != null) {
            request.header("traceparent", traceparent);
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return HTTP.sendAsync(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8))
                .thenApply(answer ->
                        new Reply(answer.statusCode(), answer.headers(), answer.body(), parsed(answer.body())));
    }

    public static Reply wait(CompletableFuture<Reply> asked) {
        try {
            return asked.get();
        } catch (ExecutionException e) {
            throw new UncheckedIOException(new IOException(e.getCause()));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public static List<Reply> wait(List<CompletableFuture<Reply>> asked) {
        return asked.stream().map(Upstream::wait).toList();
    }

    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Numbers with all their digits; missing when it is no JSON. */
    public static JsonNode parsed(String body) {
        try {
            return body.isEmpty() ? MissingNode.getInstance() : JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }
}
