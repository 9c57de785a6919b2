package dev.interlude.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/** What callers ask for, over connections that are kept open. */
final class BenchWork {

    /** Appointments begin every two hours of a salon's day, so that none is in another's way. */
    private static final int A_DAY = 5;

    private static final int FIRST_HOUR = 8;
    /** The colour and its pause. */
    private static final int STYLE_AFTER_MINUTES = 75;

    private static final String KEY = "Authorization: Bearer local-admin-key\r\n";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final int interlude;
    private final int reference;
    private final String database;
    private final DeliveryBodies deliveries = new DeliveryBodies();
    private final LocalDate first = LocalDate.now().plusDays(30);
    private final AtomicLong placed = new AtomicLong();
    private final AtomicReference<String> refused = new AtomicReference<>();

    /** @param database JDBC URL */
    BenchWork(int interlude, int reference, String database) {
        this.interlude = interlude;
        this.reference = reference;
        this.database = database;
    }

    List<Stage> stages() {
        var search = "/api/v1/availability?service=colour-and-style&limit=20&from=%s&to=%s"
                .formatted(first.minusDays(20), first.minusDays(13));
        return List.of(
                new Stage("Camel route alone", 16, 0, () -> get(reference, "/camel", "", 200)),
                new Stage("MVC handler alone", 16, 0, () -> get(reference, "/mvc", "", 200)),
                new Stage("refused without a key", 16, 0, () -> get(interlude, "/api/v1/services", "", 401)),
                new Stage("cached search of a composite", 16, 0, () -> get(interlude, search, KEY, 200)),
                new Stage("haircut booked, 16 callers", 16, 0, () -> caller(this::bookHaircut)),
                new Stage("composite of 2 booked, 16 callers", 16, 0, () -> caller(this::bookComposite)),
                new Stage("composite of 2 booked, one caller", 1, 0, () -> caller(this::bookComposite)),
                new Stage("composite of 2 booked, Cal.com at 200 ms", 1, 200, () -> caller(this::bookComposite)),
                new Stage("composite of 2 booked and moved", 16, 0, () -> caller(this::bookAndMove)),
                new Stage("composite of 2 booked and cancelled", 16, 0, () -> caller(this::bookAndCancel)),
                new Stage("delivery inserted directly", 16, 0, () -> new DeliveryInserter(connect(), deliveries)),
                new Stage(
                        "delivery accepted",
                        16,
                        0,
                        () -> new DeliverySender(interlude, deliveries::next),
                        this::awaitEffects));
    }

    private DirectInserts connect() throws SQLException {
        return new DirectInserts(database, "postgres", "postgres");
    }

    private void awaitEffects() {
        try (var inbox = connect()) {
            while (inbox.open() > 0) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Load.Worker get(int port, String path, String headers, int expected) throws IOException {
        return new Caller(
                new HttpConnection(port),
                connection -> connection.get(path, headers).status() == expected);
    }

    private Load.Worker caller(Work work) throws IOException {
        return new Caller(new HttpConnection(interlude), work);
    }

    private boolean bookHaircut(HttpConnection connection) throws IOException {
        var body = body("haircut");
        segment(body, "cut", start(placed.getAndIncrement()));
        return post(connection, "/api/v1/bookings", body).status() == 201;
    }

    private boolean bookComposite(HttpConnection connection) throws IOException {
        return composite(connection).status() == 201;
    }

    private boolean bookAndMove(HttpConnection connection) throws IOException {
        var booked = composite(connection);
        return booked.status() == 201
                && post(
                                        connection,
                                        change(booked, "reschedule"),
                                        JSON.createObjectNode().put("start", start(placed.getAndIncrement()) + ":00Z"))
                                .status()
                        == 200;
    }

    private boolean bookAndCancel(HttpConnection connection) throws IOException {
        var booked = composite(connection);
        return booked.status() == 201
                && post(connection, change(booked, "cancel"), JSON.createObjectNode())
                                .status()
                        == 200;
    }

    private HttpConnection.Answer composite(HttpConnection connection) throws IOException {
        var body = body("colour-and-style");
        var start = start(placed.getAndIncrement());
        segment(body, "colour", start);
        segment(body, "style", start.plusMinutes(STYLE_AFTER_MINUTES));
        return post(connection, "/api/v1/bookings", body);
    }

    private static String change(HttpConnection.Answer booked, String how) throws IOException {
        return "/api/v1/bookings/" + JSON.readTree(booked.body()).path("id").asText() + "/" + how;
    }

    private HttpConnection.Answer post(HttpConnection connection, String path, ObjectNode body) throws IOException {
        var answer = connection.post(
                path, KEY + "Idempotency-Key: " + UUID.randomUUID() + "\r\n", JSON.writeValueAsBytes(body));
        if (answer.status() >= 400 && refused.compareAndSet(null, answer.text())) {
            System.out.println("The first that failed was answered: " + answer.text());
        }
        return answer;
    }

    private LocalDateTime start(long n) {
        return first.plusDays(n / A_DAY).atTime(FIRST_HOUR + 2 * (int) (n % A_DAY), 0);
    }

    private static ObjectNode body(String service) {
        var body = JSON.createObjectNode().put("service", service);
        body.putObject("attendee").put("name", "Load").put("email", "load-%s@example.com".formatted(UUID.randomUUID()));
        return body;
    }

    /** @param start UTC */
    private static void segment(ObjectNode body, String key, LocalDateTime start) {
        if (!body.has("start")) {
            body.put("start", start + ":00Z");
        }
        body.withArray("segments")
                .addObject()
                .put("key", key)
                .put("staff", "anna")
                .put("start", start + ":00Z");
    }

    /** Whether it went well. */
    private interface Work {
        boolean over(HttpConnection connection) throws IOException;
    }

    private record Caller(HttpConnection connection, Work asked) implements Load.Worker {

        @Override
        public boolean work() throws IOException {
            return asked.over(connection);
        }

        @Override
        public void close() throws IOException {
            connection.close();
        }
    }
}
