package dev.interlude.outbox;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.outbox.jdbc.EventLog;
import dev.interlude.outbox.jdbc.SendingLedger;
import dev.interlude.platform.Announcements;
import dev.interlude.support.AcceptanceTest;
import dev.interlude.support.Receiver;
import dev.interlude.support.Reply;
import dev.interlude.support.RequestBodies;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@Tag("integration")
@DisplayName("Events to upstream systems")
class EventsTest extends AcceptanceTest {

    /** All that may leave for a subscriber. */
    private static final List<String> OURS = List.of(
            "webhook-id",
            "webhook-timestamp",
            "webhook-signature",
            "content-type",
            "content-length",
            "traceparent",
            "transfer-encoding",
            "user-agent",
            "host",
            "connection");

    private final List<String> subscriptions = new ArrayList<>();

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private Announcements announcements;

    @Autowired
    private EventLog log;

    @Autowired
    private OutboxSettings settings;

    @Autowired
    private OutboxMeters meters;

    @AfterEach
    void unsubscribe() {
        subscriptions.forEach(id -> caller.ask("DELETE", "/api/v1/subscriptions/" + id, BodyPublishers.noBody()));
    }

    @Test
    @DisplayName("carry the booking as the API showed it at that moment, signed, and no header but ours")
    void content() {
        var receiver = new Receiver();
        var subscription = subscribed(receiver, "booking.created", "booking.cancelled");
        var body = RequestBodies.haircut(day.at("10:00"), "anna");
        body.putObject("metadata")
                .put("note", "Grüße 💇")
                .put("price", new java.math.BigDecimal("10.5000000000000000001"));

        var booked = caller.post(
                "/api/v1/bookings", body, "Cookie", "secret-of-the-caller", "CamelHttpUri", "http://evil.example/");
        assertThat(booked.status()).as(booked.text()).isEqualTo(201);
        caller.cancel(booked.id());
        await().atMost(10, SECONDS).until(() -> receiver.raw().size() == 2);

        var told = receiver.told(subscription.at("/secret"));
        assertThat(told.get(0).data()).isEqualTo(booked.json());
        assertThat(told.get(1).data()).isEqualTo(caller.read(booked.id()).json());
        assertThat(told).extracting(Receiver.Told::subject).containsOnly(booked.id());
        assertThat(told.get(0).sequence()).isLessThan(told.get(1).sequence());
        assertThat(told).allSatisfy(one -> {
            assertThat(one.request().getHeaders().keys().stream().map(String::toLowerCase))
                    .isSubsetOf(OURS);
            assertThat(one.request().getHeader("webhook-id")).isEqualTo(one.id());
            assertThat(one.request().getHeader("Content-Type")).startsWith("application/cloudevents+json");
        });
        var fetched = fetchedAbout(booked.id());
        assertThat(fetched)
                .extracting(event -> event.path("id").asText())
                .containsExactly(told.get(0).id(), told.get(1).id());
        assertThat(fetched.get(0).path("data")).isEqualTo(booked.json());
    }

    @Test
    @DisplayName("are fetched in one order in which nothing comes in between later, however changes are committed")
    void oneOrder() throws Exception {
        var run = UUID.randomUUID().toString();
        var start = page(null).isEmpty() ? null : lastOfAll();
        var writers = Executors.newFixedThreadPool(8);
        var writing = IntStream.range(0, 300)
                .mapToObj(n -> CompletableFuture.runAsync(() -> announce(run + "-" + n), writers))
                .toList();
        var seen = new ArrayList<JsonNode>();
        var places = new ArrayList<Long>();
        var after = start;
        var whole = CompletableFuture.allOf(writing.toArray(CompletableFuture[]::new));
        while (!whole.isDone() || seen.size() < 300) {
            var page = page(after);
            page.forEach(event -> places.add(event.path("sequence").asLong()));
            seen.addAll(page.stream()
                    .filter(event -> event.path("subject").asText().startsWith(run))
                    .toList());
            after = page.isEmpty()
                    ? after
                    : page.get(page.size() - 1).path("id").asText();
            assertThat(whole).isNotCompletedExceptionally();
        }
        writers.shutdown();

        assertThat(seen)
                .extracting(event -> event.path("subject").asText())
                .doesNotHaveDuplicates()
                .hasSize(300);
        assertThat(places)
                .as("one after the other")
                .isEqualTo(LongStream.range(places.get(0), places.get(0) + places.size())
                        .boxed()
                        .toList());
    }

    @Test
    @DisplayName("of a change that is committed late come late, and those after it are not held up")
    void lateCommit() throws Exception {
        var run = UUID.randomUUID().toString();
        var written = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var late = CompletableFuture.runAsync(() -> transaction.executeWithoutResult(change -> {
            announcements.announce("sync.drift_found", run + "-late", Map.of());
            written.countDown();
            waitFor(goOn);
        }));
        written.await();
        transaction.executeWithoutResult(
                change -> announcements.announce("sync.drift_found", run + "-early", Map.of()));

        var early = fetchedAbout(run + "-early").get(0);
        assertThat(fetchedAbout(run + "-late")).isEmpty();
        goOn.countDown();
        late.join();

        assertThat(page(early.path("id").asText()))
                .as("who has read the early one still gets the late one")
                .anyMatch(event -> event.path("subject").asText().equals(run + "-late"));
    }

    @Test
    @DisplayName("come in order per subject, each at least once, from a receiver that fails now and then, many at once")
    void manyInOrder() {
        var receiver = new Receiver();
        var subscription = subscribed(receiver, "sync.drift_found");
        var run = UUID.randomUUID().toString();
        for (int n = 0; n < 6; n++) {
            for (int subject = 0; subject < 20; subject++) {
                announce(run + "-" + subject, n);
            }
            receiver.answers(n % 2 == 0 ? 500 : 200);
        }
        await("some of them have come").until(() -> receiver.raw().size() >= 20);
        receiver.answers(200);

        await().atMost(30, SECONDS).until(() -> jdbc.sql(
                        "select count(*) from event_delivery where subscription = :id and status = 'DELIVERED'")
                .param("id", UUID.fromString(subscription.id()))
                .query(Integer.class)
                .single()
                .equals(120));
        var told = receiver.told(subscription.at("/secret"));
        for (int subject = 0; subject < 20; subject++) {
            var about = run + "-" + subject;
            var first = new HashSet<Integer>();
            assertThat(told.stream()
                            .filter(one -> one.answered() < 300 && one.subject().equals(about))
                            .map(one -> one.data().path("n").asInt())
                            .filter(first::add))
                    .containsExactly(0, 1, 2, 3, 4, 5);
        }
    }

    @Test
    @DisplayName("reach one subscriber while others are silent, and a redirect is not followed")
    void others() throws IOException {
        var elsewhere = new Receiver();
        var silent = new ArrayList<ServerSocket>();
        for (int n = 0; n < 5; n++) {
            // Takes connections and says nothing.
            silent.add(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
            subscribed(body("http://127.0.0.1:" + silent.get(n).getLocalPort() + "/", "sync.drift_found"));
        }
        var redirecting = new Receiver();
        redirecting.answers(aResponse().withStatus(307).withHeader("Location", elsewhere.url()));
        var redirected = subscribed(redirecting, "sync.drift_found");
        var run = UUID.randomUUID().toString();
        IntStream.range(0, 30).forEach(n -> announce(run + "-" + n));
        await().atMost(10, SECONDS).until(() -> !redirecting.raw().isEmpty());

        var receiver = new Receiver();
        subscribed(receiver, "sync.drift_found");
        var began = System.nanoTime();
        IntStream.range(0, 30).forEach(n -> announce(run + "-again-" + n));
        await().atMost(10, SECONDS).until(() -> receiver.raw().size() >= 30);

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(4));
        assertThat(elsewhere.raw()).isEmpty();
        assertThat(caller.get("/api/v1/subscriptions/" + redirected.id() + "/deliveries")
                        .at("/deliveries/0/lastError"))
                .isEqualTo("answered 307");
        for (var socket : silent) {
            socket.close();
        }
    }

    @Test
    @DisplayName(
            "that were answered too late are told again, under the same id and signed anew; what follows waits for them")
    void tooLate() {
        var receiver = new Receiver();
        receiver.answers(aResponse().withStatus(200).withFixedDelay(2_500));
        var subscription = subscribed(receiver, "sync.drift_found");
        var deliveries = "/api/v1/subscriptions/" + subscription.id() + "/deliveries";
        var subject = "late-" + UUID.randomUUID();
        announce(subject, 1);
        announce(subject, 2);

        await().atMost(10, SECONDS)
                .untilAsserted(() -> assertThat(caller.get(deliveries).each("/deliveries", "lastError"))
                        .first()
                        .isEqualTo("did not answer in time"));
        assertThat(caller.get(deliveries).each("/deliveries", "attempts")).endsWith("0");
        receiver.answers(200);

        await().atMost(10, SECONDS)
                .untilAsserted(() -> assertThat(caller.get(deliveries).each("/deliveries", "status"))
                        .containsExactly("DELIVERED", "DELIVERED"));
        var told = receiver.told(subscription.at("/secret"));
        assertThat(told)
                .extracting(one -> one.data().path("n").asInt())
                .isSorted()
                .endsWith(1, 2);
        assertThat(told)
                .filteredOn(one -> one.data().path("n").asInt() == 1)
                .hasSizeGreaterThan(1)
                .satisfies(all -> {
                    assertThat(all)
                            .extracting(Receiver.Told::id)
                            .containsOnly(all.get(0).id());
                    assertThat(all.get(all.size() - 1).request().getHeader("webhook-timestamp"))
                            .isGreaterThan(all.get(0).request().getHeader("webhook-timestamp"));
                });
    }

    @Test
    @DisplayName("are claimed by one node at a time")
    void claims() throws IOException {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            for (int n = 0; n < 5; n++) {
                subscribed(body("http://127.0.0.1:" + silent.getLocalPort() + "/" + n, "series.created"));
            }
            transaction.executeWithoutResult(change -> IntStream.range(0, 20)
                    .forEach(n -> announcements.announce("series.created", "series-" + UUID.randomUUID(), Map.of())));
            page(null);
            var nodes = IntStream.range(0, 4)
                    .mapToObj(n -> new SendingLedger(jdbc, withManyHands(), meters))
                    .toList();
            var claimed = nodes.stream()
                    .map(node -> CompletableFuture.supplyAsync(() -> IntStream.range(0, 10)
                            .mapToObj(n -> transaction.execute(claim -> node.claim()))
                            .flatMap(List::stream)
                            .toList()))
                    .toList()
                    .stream()
                    .flatMap(node -> node.join().stream())
                    .filter(sending ->
                            subscriptions.contains(sending.subscription().toString()))
                    .toList();

            assertThat(claimed)
                    .isNotEmpty()
                    .extracting(sending ->
                            sending.subscription() + " " + sending.event().id())
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    @DisplayName("a subscription is checked, shown without its secret, deleted for good, and made once for each key")
    void subscribing() {
        var bad =
                RequestBodies.object().put("url", "ftp://x").put("secret", "x").put("more", 1);
        bad.putArray("events").add("booking.created").add("booking.nonsense");
        assertThat(caller.post("/api/v1/subscriptions", bad).pointers()).contains("/events/1", "/more");
        bad.remove("more");
        bad.putArray("events").add("booking.created");
        var refused = caller.post("/api/v1/subscriptions", bad);
        assertThat(refused.status()).as(refused.text()).isEqualTo(422);
        assertThat(refused.pointers()).containsExactly("/url", "/secret");

        var secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        var key = UUID.randomUUID().toString();
        var body = body(new Receiver().url(), "booking.created").put("secret", secret);
        var made = caller.post("/api/v1/subscriptions", body, "Idempotency-Key", key);
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(made.at("/secret")).isEqualTo(secret);
        assertThat(made.header("Location")).isEqualTo("/api/v1/subscriptions/" + made.id());
        assertThat(caller.post("/api/v1/subscriptions", body, "Idempotency-Key", key)
                        .id())
                .isEqualTo(made.id());
        var all = caller.get("/api/v1/subscriptions");
        assertThat(all.each("/subscriptions", "id")).contains(made.id());
        assertThat(all.text()).doesNotContain("whsec_");
        assertThat(caller.get(made.header("Location")).at("/status")).isEqualTo("ACTIVE");

        var read = caller.post(
                "/api/v1/keys", "{\"name\":\"reader-%s\",\"roles\":[\"read\"]}".formatted(key.substring(0, 8)));
        var reader = caller.with(read.at("/key"));
        assertThat(reader.get("/api/v1/subscriptions").status()).isEqualTo(403);
        assertThat(reader.post("/api/v1/subscriptions", body).status()).isEqualTo(403);
        assertThat(reader.get("/api/v1/events?limit=1").status()).isEqualTo(200);
        assertThat(caller.with(null).get("/api/v1/events").status()).isEqualTo(401);

        assertThat(caller.ask("DELETE", made.header("Location"), BodyPublishers.noBody())
                        .status())
                .isEqualTo(204);
        assertThat(caller.get(made.header("Location")).status()).isEqualTo(404);
        assertThat(caller.get("/api/v1/subscriptions/nonsense").status()).isEqualTo(404);
        assertThat(caller.get("/api/v1/events?after=" + UUID.randomUUID()).pointers())
                .containsExactly("?after");
        assertThat(caller.get("/api/v1/events?after=7").status()).isEqualTo(400);
    }

    @Test
    @DisplayName("are forgotten when they are old, but not while somebody has yet to be told")
    void forgotten() {
        var receiver = new Receiver();
        receiver.answers(500);
        var subscription = subscribed(receiver, "series.created");
        var run = UUID.randomUUID().toString();
        transaction.executeWithoutResult(change -> {
            announcements.announce("series.created", run + "-waits", Map.of());
            announcements.announce("sync.drift_found", run + "-told", Map.of());
            announcements.announce("sync.drift_found", run + "-young", Map.of());
        });
        await().atMost(5, SECONDS).until(() -> !receiver.raw().isEmpty());
        jdbc.sql("update event set at = at - interval '31 days' where subject in (:subjects)")
                .param("subjects", List.of(run + "-waits", run + "-told"))
                .update();
        jdbc.sql("update event_delivery set since = now() + interval '1 day' where subscription = :id")
                .param("id", UUID.fromString(subscription.id()))
                .update();
        // Whoever else subscribes on this server has been told of it.
        jdbc.sql("delete from event_delivery where event in (select position from event where subject = :told)")
                .param("told", run + "-told")
                .update();

        log.purge();

        assertThat(jdbc.sql("select subject from event where subject like :run order by seq")
                        .param("run", run + "%")
                        .query(String.class)
                        .list())
                .containsExactly(run + "-waits", run + "-young");
    }

    private OutboxSettings withManyHands() {
        return new OutboxSettings(
                settings.source(),
                true,
                1_000,
                100,
                settings.followUpsAtOnce(),
                settings.followUpsInLine(),
                settings.lease(),
                settings.connectTimeout(),
                settings.answerLimit(),
                settings.backOff(),
                settings.backOffMax(),
                settings.giveUpAfter(),
                settings.keep(),
                settings.purgeBatch());
    }

    private static ObjectNode body(String url, String... types) {
        var body = RequestBodies.object().put("url", url);
        var events = body.putArray("events");
        List.of(types).forEach(events::add);
        return body;
    }

    private Reply subscribed(Receiver receiver, String... types) {
        return subscribed(body(receiver.url(), types));
    }

    private Reply subscribed(ObjectNode body) {
        var reply = caller.post("/api/v1/subscriptions", body);
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        subscriptions.add(reply.id());
        return reply;
    }

    /** In a transaction that takes now this long, now that. */
    private void announce(String subject) {
        transaction.executeWithoutResult(change -> {
            announcements.announce("sync.drift_found", subject, Map.of());
            jdbc.sql("select pg_sleep(:seconds)")
                    .param("seconds", ThreadLocalRandom.current().nextDouble(0, 0.02))
                    .query((row, n) -> n)
                    .list();
        });
    }

    private void announce(String subject, int number) {
        transaction.executeWithoutResult(
                change -> announcements.announce("sync.drift_found", subject, Map.of("n", number)));
    }

    private List<JsonNode> page(String after) {
        var reply = caller.get("/api/v1/events?limit=50" + (after == null ? "" : "&after=" + after));
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply.json().path("events").valueStream().toList();
    }

    private List<JsonNode> fetchedAbout(String subject) {
        var found = new ArrayList<JsonNode>();
        String after = null;
        for (var page = page(null); !page.isEmpty(); page = page(after)) {
            page.stream()
                    .filter(event -> event.path("subject").asText().equals(subject))
                    .forEach(found::add);
            after = page.get(page.size() - 1).path("id").asText();
        }
        return found;
    }

    private String lastOfAll() {
        String after = null;
        for (var page = page(null); !page.isEmpty(); page = page(after)) {
            after = page.get(page.size() - 1).path("id").asText();
        }
        return after;
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
