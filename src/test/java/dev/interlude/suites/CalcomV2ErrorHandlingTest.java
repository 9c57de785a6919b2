package dev.interlude.suites;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.interlude.sandbox.fault.Fault;
import dev.interlude.sandbox.fault.FaultKind;
import dev.interlude.sandbox.http.Operation;
import dev.interlude.sandbox.http.Refusal;
import dev.interlude.sandbox.log.Received;
import dev.interlude.sandbox.model.BookingStatus;
import dev.interlude.series.BulkTest;
import dev.interlude.support.AcceptanceTest;
import dev.interlude.support.Flows;
import dev.interlude.support.Receiver;
import dev.interlude.support.Reply;
import dev.interlude.support.RequestBodies;
import dev.interlude.support.Upstream;
import dev.interlude.support.WireMockCalcom;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@Tag("error-handling")
@DisplayName("When Cal.com, the network or the caller does not do as expected")
class CalcomV2ErrorHandlingTest extends AcceptanceTest {

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private CircuitBreakerRegistry breakers;

    @Autowired
    private ProducerTemplate camel;

    @Test
    @DisplayName(
            "a read that is silent twice is asked a third time; a create that is silent is looked up, never repeated")
    void api_timeout_with_retry() {
        withoutBreaker();
        var silent = sandbox.faults()
                .add(Fault.on(Operation.SLOTS).forEventType(435).silence().times(2));

        var offers =
                caller.get("/api/v1/availability?service=perm&staff=emil&wait=15&from=" + day + "&to=" + day.next());

        assertThat(offers.status()).as(offers.text()).isEqualTo(200);
        assertThat(offers.json().path("stale").asBoolean()).isFalse();
        assertThat(offers.json().path("offers")).isNotEmpty();
        assertThat(sandbox.faults().happened(silent)).isEqualTo(2);
        var tries = calcom.requests(Operation.SLOTS).stream()
                .filter(r -> r.eventTypeId() == 435)
                .toList();
        assertThat(tries).hasSizeGreaterThanOrEqualTo(3);
        assertThat(Duration.between(tries.get(0).at(), tries.get(1).at()))
                .as("patience and pause")
                .isGreaterThan(Duration.ofMillis(2_550));

        sandbox.faults().add(Fault.on(Operation.CREATE).forEventType(101).silenceAfterWork());
        var booked = caller.book(RequestBodies.haircut(day.at("10:00"), "anna"));

        assertThat(booked.status()).as(booked.text()).isIn(201, 202);
        books.awaitStatus(booked.id(), "BOOKED");
        assertThat(bookingCalls()).containsExactly(Operation.CREATE, Operation.LIST);
        assertThat(calcom.liveOf(booked.id())).hasSize(1);
    }

    @Test
    @DisplayName("blocked by Cal.com for two seconds nothing is sent for two seconds, then all goes on")
    void rate_limiting_with_exponential_backoff() {
        sandbox.faults().add(rateLimited(Operation.CREATE, 2));

        var booked = caller.book(RequestBodies.haircut(day.at("11:00"), "ben"));

        assertThat(booked.status()).as(booked.text()).isIn(201, 202);
        books.awaitStatus(booked.id(), "BOOKED");
        var all = calcom.requests();
        var refused = all.stream()
                .filter(r -> Integer.valueOf(429).equals(r.status()))
                .toList();
        assertThat(refused).hasSize(1);
        var blockedAt = refused.get(0).at();
        assertThat(all.stream().filter(r -> r.at().isAfter(blockedAt)).map(Received::at))
                .as("no request while blocked")
                .isNotEmpty()
                .allMatch(at -> at.isAfter(blockedAt.plusMillis(1_950)));
        assertThat(calcom.requests(Operation.CREATE))
                .extracting(Received::status)
                .containsExactly(429, 201);

        sandbox.faults().add(rateLimited(Operation.CREATE, 12));
        var tooLong = caller.book(RequestBodies.haircut(day.at("12:00"), "ben"));

        assertThat(tooLong.status()).as("longer than a booking waits").isEqualTo(503);
        assertThat(tooLong.code()).isEqualTo("CALCOM_UNAVAILABLE");
        assertThat(Integer.parseInt(tooLong.header("Retry-After"))).isBetween(9, 14);
        assertThat(caller.get("/health/calcom/detailed")
                        .json()
                        .at("/budget/salon/blocked_seconds")
                        .asInt())
                .isBetween(8, 13);
        await().atMost(45, SECONDS)
                .until(() -> caller.get("/health/calcom/detailed")
                                .json()
                                .at("/budget/salon/blocked_seconds")
                                .asInt()
                        == 0);
    }

    @Test
    @DisplayName(
            "a reset is looked up, a connection that died in the pool is not even noticed, also by what must not be repeated")
    void network_failure_recovery() {
        withoutBreaker();
        var onTheWire = Map.of("account", "wire", "calcomUid", "any", "reason", "none");
        sandbox.faults().add(Fault.on(Operation.CREATE).forEventType(103).resetAfterWork());
        var reset = caller.book(RequestBodies.haircut(day.at("09:00"), "cleo"));
        assertThat(reset.status()).as(reset.text()).isEqualTo(201);
        assertThat(bookingCalls()).containsExactly(Operation.CREATE, Operation.LIST);

        // The sandbox closes idle connections after 5 s, as Cal.com does: before, at and after that moment.
        var hour = 10;
        for (var idle : List.of(4_990, 5_100)) {
            sandbox.forgetRequests();
            var free = Instant.now().plusMillis(idle);
            await().atMost(30, SECONDS).pollInterval(5, MILLISECONDS).until(() -> Instant.now()
                    .isAfter(free));
            var booked = caller.book(RequestBodies.haircut(day.at(hour++ + ":00"), "cleo"));
            assertThat(booked.status()).as(booked.text()).isEqualTo(201);
            assertThat(bookingCalls()).as("after " + idle + " ms").containsExactly(Operation.CREATE);
        }

        // Another one closes them sooner than our pool lets go of them: what it would give out is dead already.
        var flows = new Flows(camel);
        for (var idle : List.of(WireMockCalcom.CLOSES_AFTER_MILLIS + 150, WireMockCalcom.CLOSES_AFTER_MILLIS + 900)) {
            WireMockCalcom.answers(200, "{\"status\":\"success\",\"data\":{\"status\":\"cancelled\"}}");
            flows.call("calcom-cancel-booking", onTheWire);
            var free = Instant.now().plusMillis(idle);
            await().pollInterval(5, MILLISECONDS).until(() -> Instant.now().isAfter(free));
            flows.call("calcom-cancel-booking", onTheWire);
            assertThat(WireMockCalcom.asked())
                    .as("once each, after " + idle + " ms")
                    .isEqualTo(2);
        }
    }

    @Test
    @DisplayName("a compensation whose cancel fails twice is COMPENSATING until Cal.com has confirmed it")
    void composite_booking_compensation_saga() {
        withoutBreaker();
        sandbox.faults().add(Fault.on(Operation.CREATE).forEventType(212).refuse(Refusal.slotTaken()));
        sandbox.faults().add(Fault.on(Operation.CANCEL).serverError(500).times(2));

        var refused = caller.book(RequestBodies.colourAndStyle(day.at("09:00"), day.at("10:15"), "ben"));

        assertThat(refused.status()).as(refused.text()).isIn(409, 202);
        var id = books.bookingsOn(day).get(0);
        books.awaitStatus(id, "COMPENSATED");
        books.awaitNoOpenSaga();
        assertThat(calcom.requests(Operation.CANCEL))
                .extracting(Received::status)
                .containsExactly(500, 500, 200);
        assertThat(books.saga(id)).isEqualTo("COMPENSATED");
        assertThat(calcom.liveOf(id)).isEmpty();
        assertThat(books.holds(id)).isEmpty();
        assertThat(firstLate(id, "compensated"))
                .as("never called compensated before Cal.com has confirmed")
                .isAfterOrEqualTo(calcom.requests(Operation.CANCEL).get(2).at());
    }

    @Test
    @DisplayName("bad input is refused here, each field by name, without a call; corrected it works")
    void invalid_data_recovery() {
        var requestBody = RequestBodies.haircut(day.at("10:00"), "dora");
        var wrong = requestBody.deepCopy();
        wrong.remove("service");
        wrong.withObject("/attendee").put("email", "zoe at home");

        for (int i = 0; i < 25; i++) {
            var refused = caller.book(wrong);
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.pointers()).contains("/service", "/attendee/email");
        }

        assertThat(calcom.writes()).isEmpty();
        assertThat(breaker("bookings-write")).isEqualTo("closed");
        assertThat(caller.book(requestBody).status()).isEqualTo(201);
    }

    @Test
    @DisplayName(
            "refusals leave the breaker closed; 5xx and silence open it: 503 at once, no call; probes close it again")
    void circuit_breaker_for_repeated_failures() {
        var refusing = sandbox.faults()
                .add(Fault.on(Operation.CREATE).refuse(Refusal.slotTaken()).forever());
        for (int i = 0; i < 12; i++) {
            assertThat(caller.book(RequestBodies.haircut(day.at("10:00"), "emil"))
                            .status())
                    .isEqualTo(409);
        }
        assertThat(breaker("bookings-write")).isEqualTo("closed");
        sandbox.faults().remove(refusing);

        var broken =
                sandbox.faults().add(Fault.on(Operation.CREATE).serverError(503).forever());
        for (int i = 0; i < 16 && breaker("bookings-write").equals("closed"); i++) {
            // Each at another time: what is in doubt stays held.
            var reply =
                    caller.book(RequestBodies.haircut(day.at("%02d:%02d".formatted(9 + i / 2, i % 2 * 30)), "emil"));
            assertThat(reply.status()).as(reply.text()).isIn(202, 503);
        }
        assertThat(breaker("bookings-write")).isEqualTo("open");
        assertThat(caller.get("/health/calcom").status()).isEqualTo(503);
        assertThat(caller.get("/health/calcom").at("/status")).isEqualTo("unhealthy");

        sandbox.forgetRequests();
        var began = System.nanoTime();
        var refused = caller.book(RequestBodies.haircut(day.at("12:00"), "dora"));
        var took = Duration.ofNanos(System.nanoTime() - began);
        assertThat(refused.status()).as(refused.text()).isEqualTo(503);
        assertThat(refused.code()).isEqualTo("CALCOM_UNAVAILABLE");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 10);
        assertThat(took).isLessThan(Duration.ofSeconds(1));
        assertThat(calcom.requests(Operation.CREATE)).isEmpty();

        sandbox.faults().remove(broken);
        await().atMost(30, SECONDS).until(() -> breaker("bookings-write"), "half-open"::equals);
        for (int i = 0; i < 3; i++) {
            assertThat(caller.book(RequestBodies.haircut(day.at(13 + i + ":00"), "dora"))
                            .status())
                    .isEqualTo(201);
        }
        assertThat(breaker("bookings-write")).isEqualTo("closed");
    }

    @Test
    @DisplayName(
            "Cal.com down: slots from memory marked stale with their age, too old or none 503; no booking on them unverified")
    void graceful_degradation_with_cache() {
        assertThat(search("haircut", "ben").json().path("stale").asBoolean()).isFalse();
        sandbox.faults().add(Fault.on(null).serverError(503).forever());

        var stale =
                await().atMost(20, SECONDS).until(() -> search("haircut", "ben"), CalcomV2ErrorHandlingTest::isStale);
        assertThat(stale.status()).isEqualTo(200);
        assertThat(stale.json().path("ageSeconds").asLong()).isBetween(1L, 6L);
        assertThat(stale.starts()).contains(day.shown("10:00"));
        var booked = caller.book(RequestBodies.haircut(day.at("10:00"), "ben"));
        assertThat(booked.status()).as(booked.text()).isEqualTo(503);
        assertThat(calcom.liveOn(day)).isEmpty();

        var tooOld = await().atMost(20, SECONDS).until(() -> search("haircut", "ben"), r -> r.status() != 200);
        assertThat(tooOld.status()).isEqualTo(503);
        assertThat(tooOld.code()).isEqualTo("CALCOM_UNAVAILABLE");
        assertThat(tooOld.header("Retry-After")).matches("\\d+");
        assertThat(search("perm", "cleo").status()).as("never known").isEqualTo(503);

        sandbox.faults().clear();
        var fresh = await().atMost(20, SECONDS).until(() -> search("haircut", "ben"), r -> r.status() == 200);
        assertThat(isStale(fresh)).isFalse();
        books.awaitNoOpenSaga();
        resetBreakers();

        // Free times cannot be read, the rest works: what is remembered still shows a time that somebody else has
        // taken.
        sandbox.faults().add(Fault.on(Operation.SLOTS).serverError(503).forever());
        var theirs = calcom.bookedByOthers(102, day.instant("14:00"));
        var misled =
                await().atMost(20, SECONDS).until(() -> search("haircut", "ben"), CalcomV2ErrorHandlingTest::isStale);
        assertThat(misled.starts()).contains(day.shown("14:00"), day.shown("15:00"));
        sandbox.forgetRequests();
        var refused = caller.book(RequestBodies.haircut(day.at("14:00"), "ben"));
        var verified = caller.book(RequestBodies.haircut(day.at("15:00"), "ben"));

        assertThat(refused.status()).as(refused.text()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("SLOT_UNAVAILABLE");
        assertThat(verified.status()).as(verified.text()).isEqualTo(201);
        assertThat(calcom.requests(Operation.CREATE))
                .as("Cal.com decided both")
                .extracting(Received::status)
                .containsExactly(400, 201);
        assertThat(calcom.liveOn(day)).hasSize(2).anyMatch(b -> b.uid.equals(theirs));
        assertThat(books.bookingsOn(day).stream().map(books::status)).containsOnlyOnce("BOOKED");
    }

    @Test
    @DisplayName("of five bookings in one request two fail: three are done, the two named with their problems")
    void partial_success_in_bulk_operations() {
        calcom.bookedByOthers(102, day.instant("10:00"));
        var wishes = List.of(
                RequestBodies.haircut(day.at("10:00"), "anna"),
                RequestBodies.haircut(day.at("10:00"), "ben"),
                RequestBodies.colourAndStyle(day.at("11:00"), day.at("12:15"), "ben"),
                RequestBodies.booking("shave", day.at("10:00")),
                RequestBodies.haircut(day.at("10:00"), "cleo"));

        var reply = caller.post("/api/v1/bookings/bulk", BulkTest.bulk(wishes));

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.each("/results", "index")).containsExactly("0", "1", "2", "3", "4");
        assertThat(reply.each("/results", "status")).containsExactly("201", "409", "201", "422", "201");
        assertThat(reply.at("/results/1/problem/code")).isEqualTo("SLOT_UNAVAILABLE");
        assertThat(reply.json().at("/results/1/problem/alternatives")).isNotEmpty();
        assertThat(reply.at("/results/3/problem/code")).isEqualTo("VALIDATION_FAILED");
        assertThat(reply.at("/results/3/problem/errors/0/pointer")).isEqualTo("/service");
        for (var done : List.of(0, 2, 4)) {
            var booking = reply.json().at("/results/" + done + "/booking");
            assertThat(booking.path("status").asText()).isEqualTo("BOOKED");
            assertThat(calcom.liveOf(booking.path("id").asText()))
                    .hasSize(booking.path("segments").size());
            assertThat(books.status(booking.path("id").asText())).isEqualTo("BOOKED");
        }
        assertThat(books.bookingsOn(day).stream().map(books::status))
                .filteredOn("BOOKED"::equals)
                .hasSize(3);
        assertThat(calcom.liveOn(day))
                .as("one by others, four segments of ours")
                .hasSize(5);
    }

    @Test
    @DisplayName("one Idempotency-Key: the same answer, one effect; another body 422; at once, one of them does it")
    void idempotency_with_duplicate_detection() {
        var key = UUID.randomUUID().toString();
        var requestBody = RequestBodies.haircut(day.at("10:00"), "anna");
        sandbox.faults().add(Fault.on(Operation.CREATE).late(300));

        var both = Upstream.wait(List.of(
                caller.booking(requestBody, "Idempotency-Key", key),
                caller.booking(requestBody, "Idempotency-Key", key)));
        var again = caller.book(requestBody, "Idempotency-Key", key);
        var other = caller.book(RequestBodies.haircut(day.at("11:00"), "anna"), "Idempotency-Key", key);

        assertThat(both).extracting(Reply::status).containsOnly(201);
        assertThat(again.text())
                .isEqualTo(both.get(0).text())
                .isEqualTo(both.get(1).text());
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.code()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
        assertThat(calcom.requests(Operation.CREATE)).hasSize(1);
        assertThat(books.bookingsOn(day)).hasSize(1);
        assertThat(jdbc.sql("select count(*) from idempotency where key = :key and state = 'DONE'")
                        .param("key", key)
                        .query(Integer.class)
                        .single())
                .as("kept where a restart does not lose it")
                .isEqualTo(1);
    }

    @Test
    @DisplayName(
            "text, pages, cut JSON, random bytes: a typed 502 for reads that stay so, counted by the breaker, nothing lost")
    void malformed_api_response_handling() {
        var hour = 10;
        for (var body : List.of("text", "html", "bytes", "empty")) {
            sandbox.faults().add(Fault.on(Operation.CREATE).garbage(body));
            sandbox.faults().add(Fault.on(Operation.LIST).garbage(body).times(3));
            var reply = caller.book(RequestBodies.haircut(day.at(hour++ + ":00"), "ben"));
            assertThat(reply.status()).as(body + ": " + reply).isEqualTo(502);
            assertThat(reply.code()).isEqualTo("CALCOM_MALFORMED");
            assertThat(reply.text()).doesNotContain("<html", "nginx", "Exception");
            sandbox.faults().clear();
        }
        resetBreakers();
        sandbox.faults().add(Fault.on(Operation.CREATE).cutBody());
        var cut = caller.book(RequestBodies.haircut(day.at("14:00"), "ben"));
        assertThat(cut.status()).as(cut.text()).isEqualTo(201);
        assertThat(calcom.liveOf(cut.id())).hasSize(1);

        sandbox.faults().add(Fault.on(Operation.CREATE).garbage("html").forever());
        sandbox.faults().add(Fault.on(Operation.LIST).garbage("html").forever());
        for (int i = 0; i < 8 && !breaker("bookings-read").equals("open"); i++) {
            caller.book(RequestBodies.haircut(day.at("%02d:%02d".formatted(10 + i / 2, i % 2 * 30)), "dora"));
        }
        assertThat(breaker("bookings-read")).isEqualTo("open");
    }

    @Test
    @DisplayName(
            "a create that timed out here is looked up: done there, it is adopted; done later, undone; never booked twice")
    void timeout_recovery_for_long_operations() {
        withoutBreaker();
        sandbox.faults().add(Fault.on(Operation.CREATE).forEventType(201).late(3_500));

        var booked = caller.book(RequestBodies.colourAndStyle(day.at("09:00"), day.at("10:15"), "ben"));

        assertThat(booked.status()).as(booked.text()).isEqualTo(503);
        assertThat(booked.code()).isEqualTo("CALCOM_UNAVAILABLE");
        assertThat(booked.at("/detail")).contains("still being undone");
        var id = books.bookingsOn(day).get(0);
        assertThat(books.status(id)).as("nobody knows yet").isEqualTo("COMPENSATING");
        books.awaitStatus(id, "COMPENSATED");
        assertThat(calcom.requests(Operation.CREATE)).as("each sent once").hasSize(2);
        assertThat(calcom.rowsOf(id))
                .as("each made once, the late one too, and cancelled")
                .hasSize(2)
                .allMatch(b -> b.status == BookingStatus.CANCELLED);
        assertThat(books.holds(id)).isEmpty();

        sandbox.forgetRequests();
        sandbox.faults().add(Fault.on(Operation.CREATE).forEventType(102).silenceAfterWork());
        var adopted = caller.book(RequestBodies.haircut(day.at("15:00"), "ben"));
        books.awaitStatus(adopted.id(), "BOOKED");
        assertThat(bookingCalls()).containsExactly(Operation.CREATE, Operation.LIST);
        assertThat(calcom.liveOf(adopted.id())
                        .get(0)
                        .metadata
                        .path("interludeSegment")
                        .asText())
                .isEqualTo(books.segments(adopted.id(), "id").get(0));
    }

    @Test
    @DisplayName(
            "a receiver that is down is told once it is up, in order per booking; 410 ends it; what nobody took is a dead letter")
    void webhook_delivery_failure_with_retry() {
        var receiver = new Receiver();
        receiver.answers(503);
        var subscription = subscribed(receiver);
        var id = caller.booked(RequestBodies.haircut(day.at("10:00"), "anna")).id();
        caller.move(id, RequestBodies.to(day.at("11:00")));
        caller.cancel(id);
        await().atMost(10, SECONDS).until(() -> receiver.raw().size() >= 2);
        assertThat(receiver.told(subscription.at("/secret")))
                .as("the later ones wait for the first")
                .allMatch(told -> told.type().equals("booking.created"));

        receiver.answers(200);
        await().atMost(10, SECONDS)
                .until(() -> receiver.taken(subscription.at("/secret"), id).size() == 3);
        assertThat(receiver.taken(subscription.at("/secret"), id))
                .containsExactly("booking.created", "booking.rescheduled", "booking.cancelled");
        assertThat(receiver.told(subscription.at("/secret")))
                .filteredOn(told -> told.type().equals("booking.created"))
                .extracting(Receiver.Told::id)
                .as("an attempt is known by its id")
                .containsOnly(receiver.told(subscription.at("/secret")).get(0).id());

        receiver.answers(500);
        var unheard =
                caller.booked(RequestBodies.haircut(day.at("14:00"), "anna")).id();
        await().atMost(20, SECONDS)
                .untilAsserted(() -> assertThat(deliveries(subscription, "DEAD").each("/deliveries", "subject"))
                        .containsExactly(unheard));
        assertThat(deliveries(subscription, "DEAD").at("/deliveries/0/lastError"))
                .isEqualTo("answered 500");
        assertThat(deliveries(subscription, "DEAD")
                        .json()
                        .at("/deliveries/0/attempts")
                        .asInt())
                .isGreaterThan(3);
        receiver.answers(200);
        assertThat(receiver.taken(subscription.at("/secret"), unheard)).isEmpty();
        var replayed = caller.post("/api/v1/subscriptions/" + subscription.id() + "/replay", "{}");
        assertThat(replayed.status()).as(replayed.text()).isEqualTo(202);
        assertThat(replayed.json().path("replayed").asInt()).isEqualTo(1);
        await().atMost(10, SECONDS).untilAsserted(() -> assertThat(receiver.taken(subscription.at("/secret"), unheard))
                .containsExactly("booking.created"));

        receiver.answers(410);
        caller.cancel(unheard);
        await().atMost(10, SECONDS).until(() -> caller.get("/api/v1/subscriptions/" + subscription.id())
                .at("/status")
                .equals("ENDED"));
        assertThat(caller.post("/api/v1/subscriptions/" + subscription.id() + "/replay", "{}")
                        .status())
                .isEqualTo(422);
        receiver.answers(200);
        var count = receiver.raw().size();
        caller.booked(RequestBodies.haircut(day.at("16:00"), "anna"));
        await().pollDelay(1, SECONDS).until(() -> receiver.raw().size() == count);
        caller.ask("DELETE", "/api/v1/subscriptions/" + subscription.id(), HttpRequest.BodyPublishers.noBody());
    }

    private Reply subscribed(Receiver receiver) {
        var requestBody = RequestBodies.object().put("url", receiver.url());
        requestBody
                .putArray("events")
                .add("booking.created")
                .add("booking.rescheduled")
                .add("booking.cancelled");
        var reply = caller.post("/api/v1/subscriptions", requestBody);
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        return reply;
    }

    private Reply deliveries(Reply subscription, String status) {
        return caller.get("/api/v1/subscriptions/" + subscription.id() + "/deliveries?status=" + status);
    }

    private Reply search(String service, String staff) {
        return caller.offers(service, day, "staff", staff);
    }

    private static boolean isStale(Reply reply) {
        return reply.json().path("stale").asBoolean();
    }

    /** What was asked about bookings since the test began; slots are refreshed whenever they are due. */
    private List<Operation> bookingCalls() {
        return calcom.requests().stream()
                .map(Received::operation)
                .filter(operation -> operation != Operation.SLOTS)
                .toList();
    }

    private static Fault rateLimited(Operation operation, int seconds) {
        return Fault.on(operation).late(1_000L * seconds).kind(FaultKind.RATE_LIMITED);
    }

    private String breaker(String group) {
        return caller.get("/health/calcom/detailed").at("/breaker/salon/" + group);
    }

    private Instant firstLate(String booking, String what) {
        return jdbc.sql("select min(at) from booking_history where booking = :id and what = :what")
                .param("id", UUID.fromString(booking))
                .param("what", what)
                .query(java.sql.Timestamp.class)
                .single()
                .toInstant();
    }
}
