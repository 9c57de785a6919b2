package dev.interlude.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.interlude.catalog.Catalog;
import dev.interlude.catalog.Segment;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A Cal.com that checks nothing and answers at once, so that a measurement is of Interlude: everyone is free at each quarter
 * of an hour, and what is asked for is done.
 */
final class StubCalcom implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DAY = quarters();

    private final Map<Long, Integer> minutes = new HashMap<>();
    private final Map<String, ObjectNode> bookings = new ConcurrentHashMap<>();
    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong ids = new AtomicLong();
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        var thread = new Thread(work);
        thread.setDaemon(true);
        return thread;
    });
    private final HttpServer server;
    private volatile long latencyMillis;

    private StubCalcom(HttpServer server) {
        this.server = server;
    }

    static StubCalcom start(Catalog catalog) throws IOException {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        var stub = new StubCalcom(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200));
        catalog.services().values().stream()
                .flatMap(service -> service.segments().stream())
                .flatMap(Segment::inEachLength)
                .forEach(segment ->
                        segment.eventTypes().forEach((staff, id) -> stub.minutes.put(id, segment.minutes(staff))));
        stub.server.createContext("/", stub::answer);
        stub.server.setExecutor(stub.threads);
        stub.server.start();
        return stub;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** How many calls it has answered. */
    long calls() {
        return calls.get();
    }

    void latency(long millis) {
        latencyMillis = millis;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = exchange.getRequestBody().readAllBytes();
            calls.incrementAndGet();
            if (latencyMillis > 0) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(latencyMillis));
            }
            var answer = answer(exchange, body).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(exchange.getRequestMethod().equals("POST") ? 201 : 200, answer.length);
            exchange.getResponseBody().write(answer);
        } catch (RuntimeException e) {
            System.out.println("The stub has failed: " + e);
        }
    }

    private String answer(HttpExchange exchange, byte[] body) throws IOException {
        var path = exchange.getRequestURI().getPath();
        var parts = path.split("/");
        if (path.equals("/v2/slots")) {
            return success(slots(query(exchange.getRequestURI().getRawQuery())));
        }
        if (path.equals("/v2/bookings")) {
            return exchange.getRequestMethod().equals("POST")
                    ? success(created(JSON.readTree(body)).toString())
                    : "{\"status\":\"success\",\"data\":[],\"pagination\":{\"hasNextPage\":false}}";
        }
        if (path.startsWith("/v2/bookings/") && bookings.containsKey(parts[3])) {
            return success(changed(parts, body).toString());
        }
        return success("[]");
    }

    private static String success(String data) {
        return "{\"status\":\"success\",\"data\":" + data + "}";
    }

    private static String slots(Map<String, String> query) {
        var days = new StringBuilder("{");
        var last = LocalDate.parse(query.get("end").substring(0, 10));
        for (var day = LocalDate.parse(query.get("start").substring(0, 10));
                !day.isAfter(last);
                day = day.plusDays(1)) {
            days.append(days.length() > 1 ? ",\"" : "\"")
                    .append(day)
                    .append("\":")
                    .append(DAY.replace("{day}", day.toString()));
        }
        return days.append('}').toString();
    }

    /** Eight to twenty o'clock: as long as a salon is open. */
    private static String quarters() {
        var day = new StringBuilder("[");
        for (var quarter = 8 * 4; quarter < 20 * 4; quarter++) {
            day.append(day.length() > 1 ? "," : "")
                    .append("{\"start\":\"{day}T%02d:%02d:00.000Z\"}".formatted(quarter / 4, quarter % 4 * 15));
        }
        return day.append(']').toString();
    }

    private ObjectNode created(JsonNode asked) {
        var n = ids.incrementAndGet();
        var type = asked.path("eventTypeId").asLong();
        var now = Instant.now().toString();
        var booking = JSON.createObjectNode();
        booking.put("id", n).put("uid", "stub" + n).put("title", "Stub").put("description", "");
        booking.putArray("hosts")
                .addObject()
                .put("id", 1)
                .put("name", "Anna")
                .put("email", "anna@salon.example")
                .put("username", "anna")
                .put("timeZone", "Europe/Berlin");
        booking.put("status", "accepted").put("eventTypeId", type).put("absentHost", false);
        booking.put("createdAt", now).put("updatedAt", now);
        booking.set("metadata", asked.path("metadata"));
        var attendee = (ObjectNode) asked.path("attendee").deepCopy();
        booking.putArray("attendees").add(attendee.put("absent", false));
        booking.set("bookingFieldsResponses", asked.path("bookingFieldsResponses"));
        begin(booking, asked.path("start").asText());
        bookings.put("stub" + n, booking);
        return booking;
    }

    private void begin(ObjectNode booking, String at) {
        var start = Instant.parse(at);
        var length = minutes.getOrDefault(booking.path("eventTypeId").asLong(), 30);
        booking.put("start", start.toString())
                .put("end", start.plusSeconds(60L * length).toString())
                .put("duration", length);
    }

    private ObjectNode changed(String[] path, byte[] body) throws IOException {
        var before = bookings.get(path[3]);
        if (path.length == 4) {
            return before;
        }
        if (path[4].equals("cancel")) {
            return before.deepCopy().put("status", "cancelled");
        }
        var moved = before.deepCopy();
        var n = ids.incrementAndGet();
        moved.put("id", n).put("uid", "stub" + n).put("rescheduledFromUid", path[3]);
        begin(moved, JSON.readTree(body).path("start").asText());
        bookings.put("stub" + n, moved);
        return moved;
    }

    private static Map<String, String> query(String raw) {
        var query = new HashMap<String, String>();
        Arrays.stream(raw.split("&"))
                .map(pair -> pair.split("=", 2))
                .forEach(pair -> query.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
        return query;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
