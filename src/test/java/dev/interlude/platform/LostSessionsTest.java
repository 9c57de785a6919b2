package dev.interlude.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.sandbox.fault.Fault;
import dev.interlude.sandbox.http.Operation;
import dev.interlude.series.BulkTest;
import dev.interlude.support.BothSides;
import dev.interlude.support.CutSession;
import dev.interlude.support.Receiver;
import dev.interlude.support.Reply;
import dev.interlude.support.RequestBodies;
import dev.interlude.support.TestDatabase;
import dev.interlude.sync.SyncSettings;
import dev.interlude.webhook.DeliveryMetrics;
import dev.interlude.webhook.InboxSettings;
import dev.interlude.webhook.OpenDelivery;
import dev.interlude.webhook.jdbc.DeliveryLedger;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@Tag("error-handling")
@DisplayName("A worker that loses its database session")
class LostSessionsTest extends BothSides {

    /** Shorter than the leases: what is done within it was given back, not left to run out. */
    private static final Duration SOON = Duration.ofSeconds(12);

    private static final List<String> STAFF = List.of("anna", "ben", "cleo", "dora", "emil");

    private final String key = UUID.randomUUID().toString();

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private SyncSettings sync;

    @LocalServerPort
    private int port;

    @Test
    @DisplayName("before it records the answer of a bulk's item gives the item back; each is booked once")
    void bulk_item() {
        try (var cut = new CutSession(jdbc, "bulk_item", "old.status is null and new.status is not null", 2)) {
            var begun = caller.post("/api/v1/bookings/bulk", bulk(1), "Idempotency-Key", key);

            assertThat(cut.seen()).isGreaterThanOrEqualTo(2);
            requireAllBookedOnce(begun, 5, SOON);
        }
    }

    @Test
    @DisplayName("and cannot give the item back either does so when the database is there again")
    void bulk_item_later() {
        try (var cut = new CutSession(jdbc, "bulk_item", "old.owner is not null and new.owner is null", 10)) {
            var begun = caller.post("/api/v1/bookings/bulk", bulk(1), "Idempotency-Key", key);

            await().atMost(SOON).until(() -> cut.seen() > 10);
            requireAllBookedOnce(begun, 5, Duration.ofSeconds(30));
        }
    }

    @Test
    @DisplayName("again and again during a bulk: no item is left undecided")
    void often() {
        var database = jdbc.sql("select current_database()").query(String.class).single();
        sandbox.faults().add(Fault.on(Operation.CREATE).late(150).forever());
        var bulk = bulk(6);
        var posted = caller.posting("/api/v1/bookings/bulk", bulk, "Idempotency-Key", key);
        for (int i = 0; i < 25; i++) {
            var sent = calcom.requests(Operation.CREATE).size();
            await("the bulk has gone on")
                    .until(() ->
                            posted.isDone() || calcom.requests(Operation.CREATE).size() > sent);
            JdbcClient.create(TestDatabase.dataSource())
                    .sql(
                            "select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = :name and application_name <> :test")
                    .param("name", database)
                    .param("test", TestDatabase.OBSERVER)
                    .query(Integer.class)
                    .single();
        }
        posted.join();
        sandbox.faults().clear();

        var begun = await().atMost(Duration.ofSeconds(40))
                .ignoreExceptions()
                .until(
                        () -> caller.post("/api/v1/bookings/bulk", bulk, "Idempotency-Key", key),
                        reply -> reply.status() == 200 || reply.status() == 202);
        requireAllDecided(begun, 30, Duration.ofSeconds(60));
    }

    @Test
    @DisplayName("before it keeps an answer gives that answer all the same, and a repeat gets it at once")
    void idempotency_key() {
        var requestBody = RequestBodies.haircut(day.at("10:00"), "anna");
        Reply first;
        try (var cut = new CutSession(jdbc, "idempotency", "new.state = 'DONE'", 1)) {
            first = caller.book(requestBody, "Idempotency-Key", key);
            assertThat(cut.seen()).isOne();
        }
        assertThat(first.status()).as(first.text()).isEqualTo(201);

        var began = Instant.now();
        var again = caller.book(requestBody, "Idempotency-Key", key);

        assertThat(again.status()).as(again.text()).isEqualTo(201);
        assertThat(again.id()).isEqualTo(first.id());
        assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(5));
        assertThat(calcom.requests(Operation.CREATE)).hasSize(1);
    }

    @Test
    @DisplayName("while it repairs a difference gives the difference back")
    void repair() {
        var booking = undone(booked("11:00", "anna"));
        var uid = uid(booking);
        try (var cut = new CutSession(jdbc, "sync_drift", "old.claimed_until is not null", 3)) {
            begun("full");

            await().atMost(SOON).until(() -> cut.seen() > 3);
            await().atMost(SOON).until(() -> calcom.liveOn(day).isEmpty());
            await().atMost(SOON)
                    .until(() ->
                            jdbc.sql("select count(*) from sync_drift where calcom_uid = :uid and state = 'REPAIRED'")
                                            .param("uid", uid)
                                            .query(Integer.class)
                                            .single()
                                    == 1);
        }
        assertThat(sync.repairLease()).as("not by waiting for it to run out").isGreaterThan(SOON.multipliedBy(3));
        await().atMost(SOON)
                .until(() -> jdbc.sql("select count(*) from sync_run where state = 'RUNNING'")
                                .query(Integer.class)
                                .single()
                        == 0);
    }

    @Test
    @DisplayName("after a change of the registration has ended answers it, and the next change need not wait")
    void registration() {
        var body = RequestBodies.object()
                .put("subscriberUrl", "http://127.0.0.1:" + port + "/webhooks/calcom")
                .toString();
        try (var cut = new CutSession(jdbc, "webhook_registration", "old.claim is not null and new.claim is null", 1)) {
            assertThat(register(body).status()).isEqualTo(200);
            assertThat(cut.seen()).isPositive();
        }

        var began = Instant.now();
        assertThat(register(body).status()).isEqualTo(200);
        assertThat(Duration.between(began, Instant.now())).isLessThan(SOON);
    }

    @Test
    @DisplayName("before it writes down that a subscriber was told tells them again, under the same id")
    void sending() {
        var receiver = new Receiver();
        var subscription = RequestBodies.object().put("url", receiver.url());
        subscription.putArray("events").add("booking.created");
        var subscribed = caller.post("/api/v1/subscriptions", subscription);
        assertThat(subscribed.status()).as(subscribed.text()).isEqualTo(201);
        String booking;
        try (var cut = new CutSession(
                jdbc,
                "event_delivery",
                "new.status = 'DELIVERED' and new.subscription = '%s'".formatted(subscribed.id()),
                1)) {
            booking = booked("12:00", "ben");
            await().atMost(SOON).until(() -> cut.seen() >= 2);
        }

        await().atMost(SOON)
                .until(() -> jdbc.sql(
                                        """
                        select count(*) from event_delivery d join event e on e.position = d.event
                        where e.subject = :booking and d.status = 'DELIVERED' and d.claim is null
                          and d.subscription = :subscription::uuid
                        """)
                                .param("booking", booking)
                                .param("subscription", subscribed.id())
                                .query(Integer.class)
                                .single()
                        >= 1);
        var told = receiver.told(subscribed.at("/secret"));
        assertThat(told).hasSizeGreaterThanOrEqualTo(2);
        assertThat(told).extracting(Receiver.Told::id).containsOnly(told.get(0).id());
    }

    @Test
    @DisplayName("while Cal.com is asked about a delivery gives the delivery back")
    void delivery() {
        var rest = Duration.ofMinutes(10);
        var ledger = new DeliveryLedger(
                jdbc,
                new InboxSettings(1, 4, Duration.ofMillis(100), rest, rest, 10, rest),
                new DeliveryMetrics(new SimpleMeterRegistry()),
                Clock.systemUTC());
        transaction.executeWithoutResult(rolledBack -> {
            rolledBack.setRollbackOnly();
            var delivery = received();
            ledger.asking(delivery);
            assertThat(dueAt(delivery)).isAfter(Instant.now().plusSeconds(500));

            ledger.letGo(delivery);

            assertThat(dueAt(delivery)).isBefore(Instant.now().plusSeconds(1));
        });
    }

    private OpenDelivery received() {
        var id = UUID.randomUUID();
        jdbc.sql(
                        """
                insert into webhook_delivery (id, account, received_at, content_key, trigger, rank, said_at, body, status, due_at)
                values (:id, 'salon', now(), sha256(cast(:text as bytea)), 'BOOKING_CREATED', 0, now(), '', 'RECEIVED', now())
                """)
                .param("id", id)
                .param("text", id.toString())
                .update();
        return new OpenDelivery(
                id, "00", "salon", "BOOKING_CREATED", Instant.now(), Instant.now(), new byte[0], 0, null);
    }

    private Instant dueAt(OpenDelivery delivery) {
        return jdbc.sql("select due_at from webhook_delivery where id = :id")
                .param("id", delivery.id())
                .query((row, n) -> row.getTimestamp(1).toInstant())
                .single();
    }

    private Reply register(String body) {
        return caller.ask(
                "PUT",
                "/api/v1/webhook-registration",
                BodyPublishers.ofString(body),
                "Content-Type",
                "application/json");
    }

    private JsonNode bulk(int hours) {
        return BulkTest.bulk(IntStream.range(0, hours)
                .mapToObj(i -> day.at("%02d:00".formatted(10 + i)))
                .flatMap(at -> STAFF.stream().map(who -> RequestBodies.haircut(at, who)))
                .toList());
    }

    private void requireAllBookedOnce(Reply begun, int items, Duration within) {
        var done = requireAllDecided(begun, items, within);
        assertThat(done.each("/results", "status")).containsOnly("201");
        assertThat(calcom.requests(Operation.CREATE)).hasSize(items);
        assertThat(calcom.liveOn(day)).hasSize(items);
    }

    private Reply requireAllDecided(Reply begun, int items, Duration within) {
        assertThat(begun.status()).as(begun.text()).isIn(200, 202);
        var done = await().atMost(within)
                .until(() -> caller.get("/api/v1/bulk/" + begun.id()), reply -> reply.at("/status")
                        .equals("DONE"));
        assertThat(done.each("/results", "status")).hasSize(items);
        return done;
    }
}
