package dev.interlude.platform;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.sandbox.fault.Fault;
import dev.interlude.sandbox.http.Operation;
import dev.interlude.support.AcceptanceTest;
import dev.interlude.support.Day;
import dev.interlude.support.Deliverable;
import dev.interlude.support.FromCalcom;
import dev.interlude.support.LogLines;
import dev.interlude.support.Receiver;
import dev.interlude.support.RequestBodies;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

@Tag("error-handling")
@DisplayName("What has happened can be followed")
class TraceTest extends AcceptanceTest {

    private static final String CUSTOMER = "Zoë Müller";

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private CircuitBreakerRegistry registry;

    @Autowired
    private Environment environment;

    @LocalServerPort
    private int port;

    private LogLines log;
    private FromCalcom told;

    @BeforeEach
    void connect() {
        log = new LogLines(); // not before: a server that starts takes all listeners of the log away
        told = new FromCalcom(sandbox, caller, jdbc, port);
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    @DisplayName("by the trace and the saga of each request, in answers, lists and history")
    void requests() {
        var first = trace();
        var booked = caller.post(
                "/api/v1/bookings",
                RequestBodies.colourAndStyle(day.at("09:00"), day.at("10:15"), "ben"),
                "traceparent",
                parent(first));
        assertThat(booked.status()).as(booked.text()).isEqualTo(201);
        assertThat(booked.at("/traceId")).isEqualTo(first);
        assertThat(calcom.requests(Operation.CREATE)).hasSize(2).allSatisfy(call -> assertThat(
                        call.headers().get("traceparent"))
                .isEqualTo(parent(first)));
        assertThat(booked.at("/sagaId")).isEqualTo(books.booking(booked.id(), "saga"));
        var placed = booked.at("/sagaId");

        var second = trace();
        var moved = caller.post(
                "/api/v1/bookings/" + booked.id() + "/reschedule",
                RequestBodies.to(day.at("13:00")),
                "traceparent",
                parent(second));

        assertThat(moved.status()).as(moved.text()).isEqualTo(200);
        assertThat(moved.at("/traceId")).isEqualTo(second);
        assertThat(moved.at("/sagaId")).isNotEqualTo(placed).isEqualTo(books.booking(booked.id(), "saga"));
        assertThat(caller.read(booked.id()).json()).isEqualTo(moved.json());
        var events = caller.get("/api/v1/bookings/" + booked.id() + "/history")
                .json()
                .path("events");
        assertThat(events).hasSizeGreaterThanOrEqualTo(6);
        events.forEach(event -> {
            var later = event.path("what").asText().startsWith("move");
            assertThat(event.path("traceId").asText()).as(event.toString()).isEqualTo(later ? second : first);
            assertThat(event.path("sagaId").asText())
                    .as(event.toString())
                    .isEqualTo(later ? moved.at("/sagaId") : placed);
        });
    }

    @Test
    @DisplayName("also when recovery ends what a request began: its log lines and the history name that request")
    void recovery() {
        withoutBreaker();
        var booking =
                caller.booked(RequestBodies.haircut(day.at("10:00"), "anna")).id();
        sandbox.faults().add(Fault.on(Operation.CANCEL).reset().forever());
        var trace = trace();

        var cancelled = caller.post(
                "/api/v1/bookings/" + booking + "/cancel", "{\"reason\":\"ill\"}", "traceparent", parent(trace));

        assertThat(cancelled.status()).as(cancelled.text()).isEqualTo(202);
        var saga = books.booking(booking, "saga");
        await().atMost(30, SECONDS)
                .until(() -> !log.with("Saga " + saga, "COMPENSATING: attempt").isEmpty());
        sandbox.faults().clear();
        books.awaitStatus(booking, "CANCELLED");
        assertThat(lastOf(booking).path("what").asText()).isEqualTo("cancelled");
        assertThat(lastOf(booking).path("traceId").asText()).isEqualTo(trace);
        assertThat(lastOf(booking).path("sagaId").asText()).isEqualTo(books.booking(booking, "saga"));
        assertThat(calcom.requests(Operation.CANCEL)).hasSizeGreaterThan(1).allSatisfy(call -> assertThat(
                        call.headers().get("traceparent"))
                .isEqualTo(parent(trace)));
        assertThat(log.with("Saga " + saga, "COMPENSATING: attempt")).allSatisfy(line -> {
            assertThat(line.trace()).isEqualTo(trace);
            assertThat(line.saga()).isEqualTo(saga);
            assertThat(line.booking()).isEqualTo(booking);
        });
    }

    @Test
    @DisplayName("by every line of a flow, on whatever thread: trace, booking and saga, up to the event")
    void everyLine() {
        var receiver = new Receiver();
        var subscribed = subscribed(receiver);
        var steps = (Logger) LoggerFactory.getLogger("org.apache.camel.processor.SendProcessor");
        steps.setLevel(Level.DEBUG);
        try {
            var trace = trace();
            var booked = caller.post(
                    "/api/v1/bookings",
                    RequestBodies.colourAndStyle(day.at("09:00"), day.at("10:15"), "ben"),
                    "traceparent",
                    parent(trace));
            assertThat(booked.status()).as(booked.text()).isEqualTo(201);
            assertThat(traceOfEvent(receiver, booked.id())).isEqualTo(trace);

            var lines = log.all().stream()
                    .filter(line -> trace.equals(line.trace()))
                    .toList();
            for (var step : List.of("booking-create-segment", "calcom-create-booking", "calcom-call-once")) {
                assertThat(lines)
                        .filteredOn(line -> line.text().contains("direct://" + step))
                        .filteredOn(line -> line.saga() != null)
                        .as(step)
                        .hasSizeGreaterThanOrEqualTo(2)
                        .allSatisfy(line -> {
                            assertThat(line.booking()).isEqualTo(booked.id());
                            assertThat(line.saga()).isEqualTo(booked.at("/sagaId"));
                        });
            }
            assertThat(lines)
                    .filteredOn(line -> line.text().contains("direct://outbox-call-subscriber"))
                    .isNotEmpty()
                    .allSatisfy(line -> assertThat(line.booking()).isEqualTo(booked.id()));
        } finally {
            steps.setLevel(null);
            caller.ask("DELETE", "/api/v1/subscriptions/" + subscribed, BodyPublishers.noBody());
        }
    }

    private String subscribed(Receiver receiver) {
        var subscription = RequestBodies.object().put("url", receiver.url());
        subscription.putArray("events").add("booking.created");
        return caller.post("/api/v1/subscriptions", subscription).id();
    }

    @Test
    @DisplayName(
            "to the delivery by which Cal.com told of it, and from there to subscribers, also with a trace of Cal.com's")
    void webhooks() {
        told.registered();
        var receiver = new Receiver();
        var subscribed = subscribed(receiver);
        var uid = told.booked(101, day.instant("11:00"), "other-" + UUID.randomUUID() + "@example.com");
        var booking = told.ours(uid);

        assertThat(lastOf(booking).path("what").asText()).isEqualTo("made in Cal.com");
        assertThat(lastOf(booking).path("traceId").asText())
                .isEqualTo(told.deliveryOf(uid).replace("-", ""))
                .isEqualTo(caller.read(booking).at("/traceId"));
        assertThat(caller.read(booking).json().path("sagaId").isNull()).isTrue();
        assertThat(traceOfEvent(receiver, booking))
                .isEqualTo(caller.read(booking).at("/traceId"));

        told.unregistered();
        var theirs = trace();
        var email = "other-" + UUID.randomUUID() + "@example.com";
        var second = told.booked(101, day.instant("13:00"), email);
        var body = Deliverable.created(second, 101, day.instant("13:00"), email);
        assertThat(told.deliver(body, parent(theirs))).isEqualTo(200);
        var another = told.ours(second);
        assertThat(lastOf(another).path("traceId").asText()).isEqualTo(theirs);
        assertThat(traceOfEvent(receiver, another)).isEqualTo(theirs);
        caller.ask("DELETE", "/api/v1/subscriptions/" + subscribed, BodyPublishers.noBody());
    }

    @Test
    @DisplayName(
            "by one line in the log for each 409 and 503, with the trace, the booking, and nothing about the customer")
    void refusals() {
        caller.booked(RequestBodies.haircut(day.at("12:00"), "anna"));
        var segments = RequestBodies.haircut(day.at("12:00"), "anna");
        segments.putArray("segments")
                .addObject()
                .put("key", "cut")
                .put("staff", "anna")
                .put("start", day.at("12:00"));
        segments.remove("staff");
        var key = UUID.randomUUID().toString();

        var taken = caller.post("/api/v1/bookings", segments, "Idempotency-Key", key);

        assertThat(taken.status()).as(taken.text()).isEqualTo(409);
        var lines = log.with("Answered 409", taken.at("/traceId"));
        assertThat(lines).hasSize(1);
        assertThat(lines.get(0).text()).contains("SLOT_UNAVAILABLE").doesNotContain("booking none");
        assertThat(lines.get(0).trace()).isEqualTo(taken.at("/traceId"));
        assertThat(lines.get(0).booking()).isNotNull();
        var repeated = trace();
        caller.post("/api/v1/bookings", segments, "Idempotency-Key", key, "traceparent", parent(repeated));
        assertThat(log.with("Answered 409 again", repeated)).hasSize(1);

        var booking =
                caller.booked(RequestBodies.haircut(day.at("15:00"), "anna")).id();
        caller.cancel(booking);
        var cancelled = caller.post("/api/v1/bookings/" + booking + "/reschedule", RequestBodies.to(day.at("16:00")));
        assertThat(cancelled.code()).isEqualTo("ALREADY_CANCELLED");
        assertThat(log.with("Answered 409 ALREADY_CANCELLED", cancelled.at("/traceId"), booking))
                .hasSize(1);

        registry.circuitBreaker("salon/bookings-write").transitionToOpenState();
        var away = caller.post("/api/v1/bookings", RequestBodies.haircut(day.at("17:00"), "anna"));
        assertThat(away.status()).as(away.text()).isEqualTo(503);
        assertThat(log.with("Answered 503 CALCOM_UNAVAILABLE", away.at("/traceId")))
                .hasSize(1);
        assertThat(log.with(CUSTOMER)).isEmpty();
        assertThat(log.with("@example.com")).isEmpty();
    }

    @Test
    @DisplayName(
            "by one line for each change of a breaker, with the request that led to it, and health-check says DOWN")
    void breaker() throws Exception {
        var fine = caller.get("/health/calcom").status() == 200;
        assertThat(healthCheck()).contains("liveness: UP", "readiness: UP", fine ? "exit 0" : "exit 1");
        sandbox.faults().add(Fault.on(Operation.CREATE).serverError(503).forever());
        for (int n = 0;
                n < 16
                        && log.with("Breaker salon/bookings-write", "closed -> open")
                                .isEmpty();
                n++) {
            caller.post("/api/v1/bookings", RequestBodies.haircut(Day.fresh().at("10:00"), "anna"));
        }

        var opened = log.with("Breaker salon/bookings-write", "closed -> open");

        assertThat(opened).hasSize(1);
        assertThat(opened.get(0).trace()).matches("[0-9a-f]{32}");
        assertThat(jdbc.sql("select count(*) from booking where id = :id")
                        .param("id", UUID.fromString(opened.get(0).booking()))
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
        registry.circuitBreaker("salon/bookings-write").transitionToForcedOpenState(); // however slow the command is
        assertThat(caller.get("/health/calcom").status()).isEqualTo(503);
        assertThat(healthCheck()).contains("liveness: UP", "readiness: UP", "calcom: unhealthy", "DOWN", "exit 1");
        assertThat(healthCheck("--node")).contains("UP", "exit 0").doesNotContain("calcom");
    }

    private JsonNode lastOf(String booking) {
        var events =
                caller.get("/api/v1/bookings/" + booking + "/history").json().path("events");
        return events.path(events.size() - 1);
    }

    /** Which a subscriber got with the event about a booking. */
    private static String traceOfEvent(Receiver receiver, String booking) {
        return await().atMost(30, SECONDS)
                .until(
                        () -> receiver.raw().stream()
                                .map(event -> event.getRequest())
                                .filter(request -> request.getBodyAsString().contains(booking))
                                .map(request -> request.getHeader("traceparent").split("-")[1])
                                .findFirst()
                                .orElse(null),
                        found -> found != null);
    }

    private static String trace() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    private static String parent(String trace) {
        return "00-" + trace + "-00f067aa0ba902b7-01";
    }

    /** What the command prints, and how it ends. */
    private String healthCheck(String... arguments) throws IOException, InterruptedException {
        var command = new java.util.ArrayList<>(java.util.List.of(
                System.getProperty("java.home") + "/bin/java",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                Path.of("target/classes") + ":" + System.getProperty("java.class.path"),
                "dev.interlude.cli.Main",
                "health-check"));
        command.addAll(java.util.List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("INTERLUDE_PORT", Integer.toString(port));
        builder.environment()
                .put("INTERLUDE_MANAGEMENT_PORT", environment.getRequiredProperty("local.management.port"));
        var process = builder.start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return said + "exit " + process.waitFor();
    }
}
