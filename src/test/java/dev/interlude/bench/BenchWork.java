package dev.interlude.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.cli.Client;
import dev.interlude.support.ServerProcess;
import java.io.IOException;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/** What callers ask for, over connections that are kept open. */
final class BenchWork {

    static final String CAMEL = "Camel route alone";
    static final String MVC = "MVC handler alone";
    static final String REFUSED = "refused without a key";
    static final String CACHED = "search, cached";
    static final String MOSTLY_CACHED = "search, 99 % cached";
    static final String COLD = "search, read from Cal.com";
    static final String OF_TWO = "composite of 2 booked, 16 callers";
    static final String ALONE = "composite of 2 booked, one caller";
    static final String SLOW = "composite of 3 booked, one caller, Cal.com at 200 ms";
    static final String TOLD = "haircut booked and told to a subscriber";
    static final String INSERTED = "delivery inserted directly";
    static final String ACCEPTED = "delivery accepted";
    /** Milliseconds. */
    static final int LATENCY = 200;

    /** Appointments begin every three hours of a salon's day, so that none is in another's way. */
    private static final int A_DAY = 4;

    private static final int HOURS_APART = 3;
    private static final int FIRST_HOUR = 8;

    private static final int A_YEAR_OF_WEEKS = 52;

    private static final String KEY = "Authorization: Bearer " + ServerProcess.KEY + "\r\n";
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final int IN_A_BULK = 10;

    private final int interlude;
    private final int other;
    private final int reference;
    private final String database;
    private final EventReceiver events;
    private final DeliveryBodies deliveries = new DeliveryBodies();
    private final LocalDate first = LocalDate.now().plusDays(30);
    private final AtomicLong placed = new AtomicLong();
    private final AtomicLong turns = new AtomicLong();
    private final AtomicLong searches = new AtomicLong();
    private final AtomicLong weeks = new AtomicLong(A_YEAR_OF_WEEKS);
    private final AtomicReference<String> refused = new AtomicReference<>();

    /**
     * @param other port of a second node
     * @param database JDBC URL
     */
    BenchWork(int interlude, int other, int reference, String database) {
        this.interlude = interlude;
        this.other = other;
        this.events = new EventReceiver(
                new Client("http://127.0.0.1:" + interlude, Map.of("Authorization", "Bearer " + ServerProcess.KEY)));
        this.reference = reference;
        this.database = database;
    }

    List<Stage> stages() {
        return List.of(
                Stage.reference(CAMEL, 16, () -> get(reference, "/camel", "", 200)),
                Stage.reference(MVC, 16, () -> get(reference, "/mvc", "", 200)),
                new Stage(REFUSED, 16, 0, () -> get(interlude, "/api/v1/services", "", 401)),
                new Stage(CACHED, 16, 0, () -> caller(connection -> search(connection, 0))),
                new Stage(MOSTLY_CACHED, 16, 0, () -> caller(this::searchMostlyCached)),
                new Stage(COLD, 4, 0, () -> caller(connection -> search(connection, weeks.incrementAndGet()))),
                new Stage("haircut booked, 16 callers", 16, 0, () -> booker(Appointment.HAIRCUT)),
                new Stage(OF_TWO, 16, 0, () -> booker(Appointment.COLOUR)),
                new Stage("composite of 4 booked, 16 callers", 16, 0, () -> booker(Appointment.PERM)),
                new Stage(ALONE, 1, 0, () -> booker(Appointment.COLOUR)),
                new Stage(SLOW, 1, LATENCY, () -> booker(Appointment.TREATMENT)),
                Stage.reference(OF_TWO + ", two nodes", 16, this::bookerAtEither),
                new Stage("bulk of " + IN_A_BULK + " haircuts booked, 4 callers", 4, 0, () -> caller(this::bookInBulk)),
                Stage.withEffects(TOLD, 16, this::bookerWhoTells, events::await),
                new Stage("composite of 2 booked and moved", 16, 0, () -> caller(this::bookAndMove)),
                new Stage("composite of 2 booked and cancelled", 16, 0, () -> caller(this::bookAndCancel)),
                Stage.reference(INSERTED, 16, () -> new DeliveryInserter(connect(), deliveries)),
                Stage.withEffects(
                        ACCEPTED, 16, () -> new DeliverySender(interlude, deliveries::next), this::awaitEffects));
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

    private Load.Worker booker(Appointment what) throws IOException {
        return caller(connection -> book(connection, what).status() == 201);
    }

    private Load.Worker bookerAtEither() throws IOException {
        var connection = new HttpConnection(turns.getAndIncrement() % 2 == 0 ? interlude : other);
        return new Caller(connection, c -> book(c, Appointment.COLOUR).status() == 201);
    }

    private Load.Worker bookerWhoTells() throws IOException {
        events.subscribe();
        return caller(connection -> {
            var booked = book(connection, Appointment.HAIRCUT).status() == 201;
            if (booked) {
                events.expect();
            }
            return booked;
        });
    }

    private boolean bookInBulk(HttpConnection connection) throws IOException {
        var body = JSON.createObjectNode();
        for (int i = 0; i < IN_A_BULK; i++) {
            body.withArray("items").addObject().set("booking", request(Appointment.HAIRCUT));
        }
        var answer = post(connection, "/api/v1/bookings/bulk", body);
        return answer.status() == 200
                && JSON.readTree(answer.body()).path("results").findValuesAsText("status").stream()
                                .filter("201"::equals)
                                .count()
                        == IN_A_BULK;
    }

    /** @param week of those ahead: what was asked for before is cached */
    private boolean search(HttpConnection connection, long week) throws IOException {
        var from = first.minusDays(20).plusWeeks(week);
        var path = "/api/v1/availability?service=colour-and-style&limit=20&from=%s&to=%s"
                .formatted(from, from.plusWeeks(1));
        return connection.get(path, KEY).status() == 200;
    }

    private boolean searchMostlyCached(HttpConnection connection) throws IOException {
        return search(connection, searches.incrementAndGet() % 100 == 0 ? weeks.incrementAndGet() : 0);
    }

    private boolean bookAndMove(HttpConnection connection) throws IOException {
        var booked = book(connection, Appointment.COLOUR);
        return booked.status() == 201
                && post(
                                        connection,
                                        change(booked, "reschedule"),
                                        JSON.createObjectNode().put("start", start(placed.getAndIncrement()) + ":00Z"))
                                .status()
                        == 200;
    }

    private boolean bookAndCancel(HttpConnection connection) throws IOException {
        var booked = book(connection, Appointment.COLOUR);
        return booked.status() == 201
                && post(connection, change(booked, "cancel"), JSON.createObjectNode())
                                .status()
                        == 200;
    }

    private HttpConnection.Answer book(HttpConnection connection, Appointment what) throws IOException {
        return post(connection, "/api/v1/bookings", request(what));
    }

    private ObjectNode request(Appointment what) {
        var start = start(placed.getAndIncrement());
        var body = JSON.createObjectNode().put("service", what.service).put("start", start + ":00Z");
        body.putObject("attendee").put("name", "Load").put("email", "load-%s@example.com".formatted(UUID.randomUUID()));
        what.minutesAfter.forEach((key, minutes) -> body.withArray("segments")
                .addObject()
                .put("key", key)
                .put("staff", "anna")
                .put("start", start.plusMinutes(minutes) + ":00Z"));
        return body;
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
        return first.plusDays(n / A_DAY).atTime(FIRST_HOUR + HOURS_APART * (int) (n % A_DAY), 0);
    }

    /** What is booked: its segments, each with its minutes after the start, UTC. */
    private enum Appointment {
        HAIRCUT("haircut", Map.of("cut", 0)),
        COLOUR("colour-and-style", inOrder("colour", 0, "style", 75)),
        TREATMENT("full-treatment", inOrder("prepare", 0, "main", 45, "finish", 135)),
        PERM("perm", inOrder("wash", 0, "wind", 65, "rinse", 80, "cut", 95));

        private final String service;
        private final Map<String, Integer> minutesAfter;

        Appointment(String service, Map<String, Integer> minutesAfter) {
            this.service = service;
            this.minutesAfter = minutesAfter;
        }

        private static Map<String, Integer> inOrder(Object... keysAndMinutes) {
            var minutes = new LinkedHashMap<String, Integer>();
            for (int i = 0; i < keysAndMinutes.length; i += 2) {
                minutes.put((String) keysAndMinutes[i], (Integer) keysAndMinutes[i + 1]);
            }
            return minutes;
        }
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
