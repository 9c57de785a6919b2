package dev.interlude.ops;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.ops.jdbc.AttentionSeen;
import dev.interlude.sandbox.fault.Fault;
import dev.interlude.sandbox.http.Operation;
import dev.interlude.support.AcceptanceTest;
import dev.interlude.support.Day;
import dev.interlude.support.FromCalcom;
import dev.interlude.support.Receiver;
import dev.interlude.support.Reply;
import dev.interlude.support.RequestBodies;
import dev.interlude.support.Upstream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@Tag("sync")
@DisplayName("What needs a person")
class AttentionTest extends AcceptanceTest {

    private static final String ATTENTION = "/api/v1/attention";
    private static final String CUSTOMER = "Zoë Müller";

    private static final String FAILING =
            """
            - throwException:
                id: booking-after-placing-fail
                exceptionType: java.lang.IllegalStateException
                message: written by zoe@example.com
            """;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private CamelContext camel;

    @Autowired
    private Attention attention;

    @Autowired
    private AttentionSeen seen;

    @LocalServerPort
    private int port;

    private FromCalcom told;
    private Instant began;

    @BeforeEach
    void connect() {
        told = new FromCalcom(sandbox, caller, jdbc, port);
        began = Instant.now();
    }

    @Test
    @DisplayName("is a stuck saga: with its booking, the reason in words, and requests that settle it")
    void stuckSaga() {
        withoutBreaker();
        var booking =
                caller.booked(RequestBodies.haircut(day.at("10:00"), "anna")).id();
        var saga = stuck(booking);

        var item = only("saga-stuck", booking);

        assertThat(item.path("id").asText()).isEqualTo(saga);
        assertThat(item.path("booking").asText()).isEqualTo("Haircut with Anna, " + day.date() + " 10:00");
        assertThat(Instant.parse(item.path("since").asText())).isBetween(began, Instant.now());
        assertThat(item.path("reason").asText())
                .isEqualTo(
                        "Undoing it failed 20 times and needs a person. Last failure: CALCOM_UNAVAILABLE: Cal.com cannot be reached.");
        var listed = shown(caller.get("/api/v1/sagas?state=STUCK").json().path("sagas"), saga);
        assertThat(listed.path("reason").asText()).isEqualTo(item.path("reason").asText());
        assertThat(listed.path("lastError").asText()).isEqualTo("CALCOM_UNAVAILABLE: Cal.com cannot be reached.");
        assertThat(listed.at("/steps/0/lastError").asText())
                .isEqualTo("CALCOM_UNAVAILABLE: Cal.com cannot be reached.");
        assertThat(listed.path("bookings")).hasSize(1);
        assertThat(listed.at("/bookings/0/id").asText()).isEqualTo(booking);
        assertThat(listed.at("/bookings/0/label").asText())
                .isEqualTo(item.path("booking").asText());

        sandbox.faults().clear();
        assertThat(act(item, 0).status()).isEqualTo(202);

        books.awaitStatus(booking, "CANCELLED");
        assertThat(about(booking)).isEmpty();
    }

    @Test
    @DisplayName("is a flagged booking, until a person has looked at it; its history tells who did")
    void flaggedBooking() {
        var booking = flagged("11:00");

        var item = only("booking-flagged", booking);

        assertThat(item.path("booking").asText()).startsWith("Full treatment with ");
        assertThat(item.path("reason").asText()).contains("was cancelled in Cal.com, the rest stands");
        assertThat(caller.get(item.path("link").asText()).each("/events", "what"))
                .contains("flagged");
        var status = caller.get("/api/v1/sync/status");
        assertThat(status.at("/inSync")).isEqualTo("false");
        assertThat(status.json().at("/counts/clashes").asInt())
                .as("a number says why")
                .isPositive();
        var reader = with("read");
        assertThat(reader.get(ATTENTION).status()).isEqualTo(200);
        for (var other : List.of(reader, with("book"), caller.with(null))) {
            assertThat(other.post(path(item, 0), "{}").status()).isIn(401, 403);
        }

        var key = UUID.randomUUID().toString();
        var resolved = caller.post(path(item, 0), "{\"note\":\"the customer knows\"}", "Idempotency-Key", key);

        assertThat(resolved.status()).as(resolved.text()).isEqualTo(200);
        assertThat(resolved.each("/resolved", "id"))
                .containsExactly(item.path("id").asText());
        assertThat(about(booking)).isEmpty();
        assertThat(caller.post(path(item, 0), "{\"note\":\"the customer knows\"}", "Idempotency-Key", key)
                        .text())
                .isEqualTo(resolved.text());
        assertThat(caller.post(path(item, 0), "").json().path("resolved")).isEmpty();
        var history = caller.get("/api/v1/bookings/" + booking + "/history");
        assertThat(history.each("/events", "what")).containsOnlyOnce("flag resolved");
        var last =
                history.json().path("events").path(history.json().path("events").size() - 1);
        assertThat(last.path("by").asText()).isEqualTo("admin");
        assertThat(last.path("detail").asText()).isEqualTo("the customer knows");
        assertThat(caller.post("/api/v1/bookings/" + UUID.randomUUID() + "/resolve-flag", "")
                        .code())
                .isEqualTo("NOT_FOUND");

        caller.cancel(booking);
    }

    @Test
    @DisplayName("is a looked at booking again once something else is wrong with it, and no cancelled one")
    void flaggedAgain() {
        var booking = flagged("14:00");
        act(only("booking-flagged", booking), 0);
        assertThat(about(booking)).isEmpty();

        told.cancelled(caller.read(booking).at("/segments/1/calcom/uid"));

        await().untilAsserted(() -> assertThat(about(booking)).hasSize(1));
        caller.cancel(booking);
        books.awaitStatus(booking, "CANCELLED");
        await().untilAsserted(() -> assertThat(about(booking)).isEmpty());
    }

    @Test
    @DisplayName("is a difference that no rule decides, and one whose repair was given up")
    void drift() {
        var booking =
                caller.booked(RequestBodies.haircut(day.at("12:00"), "anna")).id();
        var flagged = drift("TIME", "FLAGGED", booking);
        var failed = drift("ORPHAN", "FAILED", booking);

        var items = about(booking);

        assertThat(items.stream().map(item -> item.path("kind").asText()))
                .containsExactlyInAnyOrder("drift-flagged", "drift-failed");
        assertThat(items.stream().map(item -> item.path("id").asText())).containsExactlyInAnyOrder(flagged, failed);
        var time = only("drift-flagged", booking);
        assertThat(bodies(time)).containsExactly("accept-calcom", "push-ours", "ignore");
        assertThat(caller.post(path(time, 2), time.at("/actions/2/body")).status())
                .isEqualTo(200);
        assertThat(actions(flagged))
                .extracting(one -> one.path("what").asText(), one -> one.path("bookingId")
                        .asText())
                .containsExactly(tuple("Leave it as it is", booking));
        assertThat(caller.post(path(time, 2).replace(flagged, failed), time.at("/actions/2/body"))
                        .status())
                .isEqualTo(200);
        assertThat(about(booking)).isEmpty();
    }

    @Test
    @DisplayName("is remembered as long as it is there, so that the empty list can say since when it has been empty")
    void emptySince() {
        var booking =
                caller.booked(RequestBodies.haircut(day.at("12:00"), "anna")).id();
        var flagged = drift("TIME", "FLAGGED", booking);
        var item = only("drift-flagged", booking);
        assertThat(item.path("taken")).isEmpty();
        assertThat(caller.get(ATTENTION).json().path("emptySince").isNull()).isTrue();
        var looked = Instant.now();

        attention.look();

        assertThat(seen.last()).isAfterOrEqualTo(looked.minusMillis(100));
        assertThat(caller.post(path(item, 0), item.at("/actions/2/body")).status())
                .isEqualTo(200);
        var page = caller.get(ATTENTION).json();
        if (page.path("items").isEmpty()) {
            assertThat(Instant.parse(page.path("emptySince").asText())).isAfterOrEqualTo(looked.minusMillis(100));
        }
        assertThat(actions(flagged)).hasSize(1);
    }

    @Test
    @DisplayName("is a dead letter, of Cal.com's and to a subscriber")
    void deadLetters() {
        told.deliver("no JSON " + UUID.randomUUID());
        await().untilAsserted(() -> assertThat(since("webhook-dead")).isNotEmpty());
        var dead = since("webhook-dead").get(0);
        assertThat(dead.path("reason").asText()).startsWith("A webhook of Cal.com's could not be processed: ");
        assertThat(act(dead, 0).status()).isEqualTo(202);

        var receiver = new Receiver();
        receiver.answers(500);
        var subscription = caller.post(
                "/api/v1/subscriptions",
                RequestBodies.object()
                        .put("url", receiver.url())
                        .set("events", RequestBodies.array().add("booking.created")));
        var booking =
                caller.booked(RequestBodies.haircut(day.at("13:00"), "anna")).id();
        await().atMost(20, SECONDS)
                .untilAsserted(() -> assertThat(about(booking)).isNotEmpty());
        var unheard = only("event-dead", booking);
        assertThat(unheard.path("id").asText()).isEqualTo(subscription.id());
        assertThat(unheard.path("reason").asText()).startsWith("1 event was not delivered");
        assertThat(caller.get(unheard.path("link").asText()).each("/deliveries", "subject"))
                .containsExactly(booking);

        receiver.answers(200);
        assertThat(act(unheard, 0).status()).isEqualTo(202);

        await().untilAsserted(() -> assertThat(about(booking)).isEmpty());
    }

    @Test
    @DisplayName("is no dead letter that was dismissed: it stays listed, and only a dead one can be dismissed")
    void dismissedDelivery() {
        var all = "/api/v1/webhook-deliveries";
        told.deliver("nothing that can be read " + UUID.randomUUID());
        await().untilAsserted(() -> assertThat(since("webhook-dead")).isNotEmpty());
        var dead = since("webhook-dead").get(0);
        var id = dead.path("id").asText();
        assertThat(dead.path("traceId").asText()).isEqualTo(id.replace("-", ""));
        for (var other : List.of(with("read"), with("book"), caller.with(null))) {
            assertThat(other.post(path(dead, 1), "").status()).isIn(401, 403);
        }
        assertThat(delivery(id).path("status").asText()).isEqualTo("DEAD");

        var dismissed = act(dead, 1);

        assertThat(dismissed.status()).as(dismissed.text()).isEqualTo(200);
        assertThat(dismissed.at("/dismissed")).isEqualTo("1");
        assertThat(since("webhook-dead")).isEmpty();
        assertThat(delivery(id).path("status").asText()).isEqualTo("DISMISSED");
        assertThat(caller.get(all + "?status=DISMISSED").each("/deliveries", "id"))
                .contains(id);
        var done = actions(id);
        assertThat(done).extracting(one -> one.path("what").asText()).containsExactly("Dismiss it");
        assertThat(done.get(0).path("by").asText()).isEqualTo("admin");
        assertThat(done.get(0).path("about").asText()).isEqualTo("delivery");
        assertThat(Instant.parse(done.get(0).path("at").asText())).isBetween(began, Instant.now());
        caller.post(all + "/replay?status=DEAD", "");
        told.awaitAllHeard();
        assertThat(delivery(id).path("status").asText())
                .as("replaying all that is dead")
                .isEqualTo("DISMISSED");
        assertThat(act(dead, 1).at("/dismissed")).isEqualTo("0");
        assertThat(caller.post(all + "/" + UUID.randomUUID() + "/dismiss", "").code())
                .isEqualTo("NOT_FOUND");

        assertThat(act(dead, 0).status()).as("replayed all the same").isEqualTo(202);
        told.awaitAllHeard();
        assertThat(delivery(id).path("status").asText()).isNotEqualTo("DISMISSED");
    }

    @Test
    @DisplayName("is a follow-up that was given up: it is run again, or dismissed")
    void givenUpFollowUp() throws Exception {
        var file = Path.of("routes/booking/after.camel.yaml");
        var text = Files.readString(file);
        load(file, text.replaceFirst("(?m)^ +- log:", FAILING.indent(8) + "        - log:"));
        try {
            var again = caller.booked(RequestBodies.haircut(day.at("16:00"), "anna"));
            var never = caller.booked(RequestBodies.haircut(day.at("17:00"), "anna"));
            await().atMost(30, SECONDS).untilAsserted(() -> {
                assertThat(about(again.id())).hasSize(1);
                assertThat(about(never.id())).hasSize(1);
            });
            var item = only("follow-up-given-up", again.id());
            assertThat(item.path("traceId").asText())
                    .isNotEmpty()
                    .isEqualTo(caller.read(again.id()).at("/traceId"));
            assertThat(item.path("reason").asText())
                    .startsWith("booking-after-placing was given up after ")
                    .contains("the booking stands as decided", "step booking-after-placing-fail", "after.camel.yaml:")
                    .doesNotContain("zoe@example.com");
            assertThat(with("book").post(path(item, 0), "").status()).isEqualTo(403);

            var dismissed = act(only("follow-up-given-up", never.id()), 1);

            assertThat(dismissed.status()).as(dismissed.text()).isEqualTo(200);
            assertThat(about(never.id())).isEmpty();
            assertThat(followUps(never.id())).isZero();
            assertThat(followUps(again.id())).as("stays until a person decides").isOne();
            load(file, text);
            assertThat(act(item, 0).status()).isEqualTo(202);
            await().untilAsserted(() -> assertThat(followUps(again.id())).isZero());
            assertThat(about(again.id())).isEmpty();
            assertThat(act(item, 0).code()).isEqualTo("NOT_FOUND");
            assertThat(act(item, 1).code()).isEqualTo("NOT_FOUND");
        } finally {
            load(file, text);
        }
    }

    private void load(Path file, String text) throws Exception {
        PluginHelper.getRoutesLoader(camel).updateRoutes(ResourceHelper.fromString("file:" + file, text));
    }

    private int followUps(String booking) {
        return jdbc.sql("select count(*) from follow_up where booking = :id")
                .param("id", UUID.fromString(booking))
                .query(Integer.class)
                .single();
    }

    private JsonNode delivery(String id) {
        return shown(caller.get("/api/v1/webhook-deliveries?limit=500").json().path("deliveries"), id);
    }

    @Test
    @DisplayName("is an open breaker, until it closes")
    void breaker() {
        sandbox.faults().add(Fault.on(Operation.CREATE).serverError(500).forever());
        for (int n = 0; n < 16 && since("breaker-open").isEmpty(); n++) {
            caller.post("/api/v1/bookings", RequestBodies.haircut(Day.fresh().at("10:00"), "anna"));
        }
        var open = since("breaker-open").get(0);
        assertThat(open.path("id").asText()).isEqualTo("salon/bookings-write");
        assertThat(open.path("reason").asText()).contains("salon/bookings-write", "Cal.com failed too often");
        assertThat(open.path("actions")).isEmpty();

        sandbox.faults().clear();
        resetBreakers();

        assertThat(since("breaker-open")).isEmpty();
    }

    @Test
    @DisplayName("is told page by page, each item once, and nothing about the customer")
    void pages() {
        var bookings = List.of(flagged("09:00"), flagged("15:00"));
        drift("GHOST", "FLAGGED", null);
        drift("GHOST", "FLAGGED", null);
        told.deliver("no JSON, either " + UUID.randomUUID());
        await().untilAsserted(() -> assertThat(since("webhook-dead")).isNotEmpty());

        var all = items();

        assertThat(all.toString()).doesNotContain(CUSTOMER, "@example.com");
        var ids = all.stream().map(item -> item.path("id").asText()).toList();
        assertThat(ids).hasSizeGreaterThanOrEqualTo(5).doesNotHaveDuplicates();
        assertThat(pages(1)).isEqualTo(ids);
        assertThat(pages(2)).isEqualTo(ids);
        for (var wrong : List.of("limit=0", "limit=501", "limit=x", "more=1", "cursor=")) {
            assertThat(caller.get(ATTENTION + "?" + wrong).status()).as(wrong).isEqualTo(400);
        }
        for (var wrong : List.of("x", "ZHJpZnQKeAp5", "ZHJpZnQKMjAyNi0wMS0wMVQwMDowMDowMFoKeA")) {
            assertThat(caller.get(ATTENTION + "?cursor=" + wrong).about("?cursor"))
                    .as(wrong)
                    .isEqualTo("is not a nextCursor of ours");
        }
        bookings.forEach(caller::cancel);
    }

    private String flagged(String time) {
        var booked = caller.booked(RequestBodies.booking("full-treatment", day.at(time)));
        told.registered();
        told.cancelled(booked.at("/segments/2/calcom/uid"));
        await().untilAsserted(() -> assertThat(books.history(booked.id())).contains("flagged"));
        return booked.id();
    }

    private String stuck(String booking) {
        sandbox.faults().add(Fault.on(Operation.CANCEL).reset().forever());
        assertThat(caller.cancel(booking).status()).isEqualTo(202);
        var saga = books.booking(booking, "saga");
        jdbc.sql("update saga_step set attempts = 19 where saga = :saga and state = 'ENLISTED'")
                .param("saga", UUID.fromString(saga))
                .update();
        await().until(() -> books.saga(booking).equals("STUCK"));
        return saga;
    }

    private String drift(String kind, String state, String booking) {
        var id = UUID.randomUUID();
        jdbc.sql(
                        """
                insert into sync_drift (id, kind, state, repair, subject, account, booking, due_at, found_at)
                values (:id, :kind, :state, 'flag', :id::text, 'salon', :booking::uuid, now(), now())
                """)
                .param("id", id)
                .param("kind", kind)
                .param("state", state)
                .param("booking", booking)
                .update();
        return id.toString();
    }

    private List<JsonNode> items() {
        return caller.attention();
    }

    private List<JsonNode> actions(String item) {
        return caller.get(ATTENTION + "/actions?limit=500")
                .json()
                .path("actions")
                .valueStream()
                .filter(action -> action.path("item").asText().equals(item))
                .toList();
    }

    private List<JsonNode> about(String booking) {
        return items().stream()
                .filter(item -> item.path("bookingId").asText().equals(booking))
                .toList();
    }

    private JsonNode only(String kind, String booking) {
        var found = about(booking).stream()
                .filter(item -> item.path("kind").asText().equals(kind))
                .toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private List<JsonNode> since(String kind) {
        return items().stream()
                .filter(item -> item.path("kind").asText().equals(kind))
                .filter(item -> !Instant.parse(item.path("since").asText()).isBefore(began))
                .toList();
    }

    private List<String> pages(int limit) {
        var ids = new ArrayList<String>();
        var cursor = "";
        do {
            var page = caller.get(ATTENTION + "?limit=" + limit + cursor);
            assertThat(page.status()).as(page.text()).isEqualTo(200);
            ids.addAll(page.each("/items", "id"));
            var next = page.json().path("nextCursor");
            cursor = next.isNull() ? "" : "&cursor=" + next.asText();
        } while (!cursor.isEmpty());
        return ids;
    }

    private static JsonNode shown(JsonNode list, String id) {
        return list.valueStream()
                .filter(one -> one.path("id").asText().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static String path(JsonNode item, int action) {
        return item.at("/actions/" + action + "/path").asText();
    }

    private static List<String> bodies(JsonNode item) {
        return item.path("actions")
                .valueStream()
                .map(action -> action.at("/body/resolution").asText())
                .toList();
    }

    /** Does what an item offers. */
    private Reply act(JsonNode item, int action) {
        var offered = item.path("actions").path(action);
        assertThat(offered.path("method").asText()).isEqualTo("POST");
        return caller.post(
                offered.path("path").asText(),
                offered.path("body").isNull() ? "" : offered.path("body").toString());
    }

    private Upstream with(String role) {
        var key = RequestBodies.object().put("name", "attention-" + role + "-" + UUID.randomUUID());
        key.putArray("roles").add(role);
        return caller.with(caller.post("/api/v1/keys", key).at("/key"));
    }
}
