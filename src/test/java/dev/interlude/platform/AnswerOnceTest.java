package dev.interlude.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.interlude.platform.Api.Answer;
import dev.interlude.platform.jdbc.Idempotency;
import dev.interlude.platform.problems.ProblemCode;
import dev.interlude.platform.problems.Refused;
import dev.interlude.support.TestDatabase;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@ServerTest
@DisplayName("Under one Idempotency-Key a request")
class AnswerOnceTest {

    private static final String PATH = "/api/v1/test/once";

    @Autowired
    Api api;

    @Autowired
    Desk desk;

    @Autowired
    Idempotency idempotency;

    @Autowired
    PlatformSettings settings;

    private final JdbcClient jdbc = JdbcClient.create(TestDatabase.dataSource());
    private final String key = UUID.randomUUID().toString();

    @BeforeEach
    void tidy() {
        desk.reset();
    }

    @Test
    @DisplayName("has one effect, and its repeat gets the same status, address and body, marked as a replay")
    void repeats() {
        var first = once("haircut");
        var again = once("haircut");

        assertThat(first.status()).isEqualTo(201);
        assertThat(first.header("Idempotent-Replayed")).isNull();
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(again.header("Location")).isEqualTo(first.header("Location")).contains("/api/v1/test/");
        assertThat(again.header("Content-Type")).isEqualTo("application/json");
        assertThat(again.http().body()).isEqualTo(first.http().body());
        assertThat(desk.placed).hasSize(1);
    }

    @Test
    @DisplayName("is the same request in whatever order its members come")
    void memberOrder() {
        once("haircut");
        var again = api.post(
                PATH,
                """
                {"attendee":{"email":"z@example.com","name":"Z"},
                 "start":"2026-12-07T09:00:00","service":"haircut"}""",
                "Idempotency-Key",
                key);

        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
    }

    @Test
    @DisplayName("with another body is refused, and nothing happens")
    void otherBody() {
        once("haircut");
        var other = once("perm");

        assertThat(other.status()).isEqualTo(422);
        assertThat(other.code()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
        assertThat(desk.placed).hasSize(1);
    }

    @Test
    @DisplayName("of another caller is another request")
    void otherCaller() {
        var name = "other-" + UUID.randomUUID();
        var theirs = api.post("/api/v1/keys", "{\"name\":\"%s\",\"roles\":[\"admin\"]}".formatted(name))
                .json()
                .path("key")
                .asText();
        once("haircut");
        var other = api.post(PATH, body("perm"), "Idempotency-Key", key, "Authorization", "Bearer " + theirs);

        assertThat(other.status()).isEqualTo(201);
        assertThat(desk.placed).hasSize(2);
    }

    @Test
    @DisplayName("sent ten times at once has one effect, and all ten get its answer")
    void atOnce() throws Exception {
        var sending = new CountDownLatch(10);
        desk.meanwhile = () -> await("all ten are on their way").until(() -> sending.getCount() == 0);
        var answers = new ArrayList<Answer>();
        var threads = Executors.newFixedThreadPool(10);
        try {
            for (var answer : threads.invokeAll(java.util.Collections.nCopies(10, (Callable<Answer>) () -> {
                sending.countDown();
                return once("haircut");
            }))) {
                answers.add(answer.get());
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(desk.placed).hasSize(1);
        assertThat(answers).allMatch(answer -> answer.status() == 201);
        assertThat(answers)
                .extracting(answer -> answer.http().body())
                .containsOnly(answers.get(0).http().body());
        assertThat(answers)
                .filteredOn(answer -> answer.header("Idempotent-Replayed") != null)
                .hasSize(9);
    }

    @Test
    @DisplayName("that runs longer than a repeat waits makes that repeat IN_PROGRESS")
    void late() throws Exception {
        var go = new CountDownLatch(1);
        desk.meanwhile = () -> await().until(() -> go.getCount() == 0);
        var threads = Executors.newSingleThreadExecutor();
        try {
            var first = threads.submit(() -> once("haircut"));
            await().until(() -> desk.placed.size() == 1);
            var second = once("haircut");
            go.countDown();

            assertThat(second.status()).isEqualTo(409);
            assertThat(second.code()).isEqualTo("IN_PROGRESS");
            assertThat(second.header("Retry-After")).isNotNull();
            assertThat(first.get().status()).isEqualTo(201);
        } finally {
            go.countDown();
            threads.shutdownNow();
        }
    }

    @Test
    @DisplayName("that was finally refused is refused again, without another try")
    void finallyRefused() {
        desk.failure = () -> Refused.because(ProblemCode.SLOT_UNAVAILABLE, "Anna has another appointment then");
        var first = once("haircut");
        desk.failure = null;
        var again = once("haircut");

        assertThat(first.status()).isEqualTo(409);
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(again.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(again.http().body()).isEqualTo(first.http().body());
        assertThat(desk.placed).hasSize(1);
    }

    @Test
    @DisplayName("that failed here is tried again by its repeat, for the same resource")
    void failedHere() {
        desk.failure = () -> new IllegalStateException("database on fire");
        var first = once("haircut");
        desk.failure = null;
        var again = once("haircut");

        assertThat(first.status()).isEqualTo(500);
        assertThat(first.http().body()).doesNotContain("fire");
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.header("Idempotent-Replayed")).isNull();
        assertThat(desk.placed).hasSize(2);
        assertThat(desk.placed.get(0)).isEqualTo(desk.placed.get(1));
    }

    @Test
    @DisplayName("whose node died is taken over when the lease ends, for the same resource")
    void nodeDied() {
        var dead = anotherNode();
        var fingerprint = fingerprint();
        var half = dead.claim(admin(), key, fingerprint, Instant.now());
        assertThat(once("haircut").code()).isEqualTo("IN_PROGRESS");

        jdbc.sql("update idempotency set lease_until = now() - interval '1 second' where key = ?")
                .param(key)
                .update();
        var finished = once("haircut");

        assertThat(finished.status()).isEqualTo(201);
        assertThat(desk.placed).containsExactly(half.resourceId());
        dead.finish(half, 500, null, null, null, new byte[0]);
        assertThat(once("haircut").header("Idempotent-Replayed"))
                .as("the dead node may not write")
                .isEqualTo("true");
    }

    @Test
    @DisplayName("is remembered by a node that starts later")
    void restart() {
        var first = once("haircut");
        var again = anotherNode().claim(admin(), key, fingerprint(), Instant.now());

        assertThat(again.state()).isEqualTo(Claim.State.DONE);
        assertThat(new String(again.stored().body(), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo(first.http().body());
    }

    @Test
    @DisplayName("that still runs keeps its claim for as long as its node lives")
    void renewed() {
        var claim = idempotency.claim(admin(), key, fingerprint(), Instant.now());
        jdbc.sql("update idempotency set lease_until = now() - interval '1 second' where key = ?")
                .param(key)
                .update();
        idempotency.renew();

        assertThat(anotherNode()
                        .claim(admin(), key, fingerprint(), Instant.now())
                        .state())
                .isEqualTo(Claim.State.LATE);
        idempotency.finish(claim, 200, null, null, "application/json", new byte[0]);
    }

    @Test
    @DisplayName("is forgotten after a week")
    void forgotten() {
        once("haircut");
        jdbc.sql("update idempotency set created_at = now() - interval '8 days' where key = ?")
                .param(key)
                .update();
        idempotency.expire();
        var anew = once("haircut");

        assertThat(anew.header("Idempotent-Replayed")).isNull();
        assertThat(desk.placed).hasSize(2);
    }

    @Test
    @DisplayName("cannot have a key of more than 255 characters")
    void longKey() {
        var refused = api.post(PATH, body("haircut"), "Idempotency-Key", "k".repeat(256));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.about("Idempotency-Key")).isEqualTo("must have 1 to 255 characters");
    }

    @Test
    @DisplayName("without one is done as often as it is sent")
    void withoutKey() {
        assertThat(api.post(PATH, body("haircut")).status()).isEqualTo(201);
        assertThat(api.post(PATH, body("haircut")).status()).isEqualTo(201);
        assertThat(desk.placed).doesNotHaveDuplicates().hasSize(2);
    }

    private Answer once(String service) {
        return api.post(PATH, body(service), "Idempotency-Key", key);
    }

    private String fingerprint() {
        return new Fingerprints()
                .of("POST", PATH, new Json(null).parse(body("haircut").getBytes()));
    }

    private Idempotency anotherNode() {
        var clock = Clock.systemUTC();
        return new Idempotency(jdbc, clock, new Ids(clock), new Json(null), settings);
    }

    private static Caller admin() {
        return new Caller(Caller.ADMIN, java.util.Set.of(), 0);
    }

    private static String body(String service) {
        return """
                {"service":"%s","start":"2026-12-07T09:00:00","attendee":{"name":"Z","email":"z@example.com"}}"""
                .formatted(service);
    }
}
