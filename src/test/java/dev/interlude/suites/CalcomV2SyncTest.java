package dev.interlude.suites;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.interlude.sandbox.webhook.Signature;
import dev.interlude.support.Deliverable;
import dev.interlude.support.FromCalcom;
import dev.interlude.support.Reconciliation;
import dev.interlude.support.RefusedWrites;
import dev.interlude.support.RequestBodies;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@Tag("sync")
@DisplayName("Both sides in step")
class CalcomV2SyncTest extends Reconciliation {

    private static final long ANNAS_CUT = 101;

    @Autowired
    private JdbcClient jdbc;

    @LocalServerPort
    private int port;

    private FromCalcom told;
    private final String customer = UUID.randomUUID() + "@example.com";

    @BeforeEach
    void listen() {
        told = new FromCalcom(sandbox, caller, jdbc, port);
        told.registered();
    }

    @AfterEach
    void hangUp() {
        told.awaitAllHeard();
        told.unregistered();
    }

    @Test
    @DisplayName("only what Cal.com has signed with a secret of ours is taken in")
    void webhook_signature_validation() {
        var body = "{ \"triggerEvent\" : \"PING\",\n \"createdAt\":\"%s\",  \"payload\":{\"n\":\"ü %s\"}}"
                .formatted(Instant.now(), customer)
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);
        var right = Signature.of(body, FromCalcom.SECRET);
        var before = books.count("webhook_delivery");

        assertThat(told.deliver("", body, right)).isEqualTo(200);
        assertThat(told.deliver("", body, "sha256=" + right)).isEqualTo(200);
        assertThat(told.deliver("/salon", body, right.toUpperCase(java.util.Locale.ROOT)))
                .isEqualTo(200);
        assertThat(told.deliver("", body, Signature.of(body, "the-former-secret")))
                .as("while the secret is being changed")
                .isEqualTo(200);
        assertThat(books.count("webhook_delivery")).isEqualTo(before + 4);

        var oneByteMore = new String(body, java.nio.charset.StandardCharsets.UTF_8).replace("PING", "PINg");
        assertThat(told.deliver("", oneByteMore.getBytes(java.nio.charset.StandardCharsets.UTF_8), right))
                .isEqualTo(401);
        for (var wrong :
                List.of("no-secret-provided", "", "sha256=", "0".repeat(64), right.substring(2), right + "00")) {
            assertThat(told.deliver("", body, wrong)).as(wrong).isEqualTo(401);
        }
        assertThat(told.deliver("", body, null)).isEqualTo(401);
        assertThat(told.deliver("/stranger", body, right))
                .as("another account's secret")
                .isEqualTo(401);
        assertThat(told.deliver("/nobody", body, right)).isEqualTo(401);
        assertThat(caller.get("/webhooks/calcom").at("/ping")).isEqualTo("ok");
        assertThat(books.count("webhook_delivery")).isEqualTo(before + 4);
    }

    @Test
    @DisplayName("a booking that others make in Cal.com appears here within a second")
    void webhook_booking_created_sync() {
        var began = Instant.now();
        var uid = told.booked(ANNAS_CUT, day.instant("10:00"), customer);
        var id = told.ours(uid);
        assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(1));

        var booking = caller.get("/api/v1/bookings/" + id);
        assertThat(booking.at("/origin")).isEqualTo("calcom");
        assertThat(booking.at("/status")).isEqualTo("BOOKED");
        assertThat(booking.at("/service")).isEqualTo("haircut");
        assertThat(booking.at("/start")).isEqualTo(day.shown("10:00"));
        assertThat(booking.at("/attendee/email")).isEqualTo(customer);
        assertThat(booking.each("/segments", "staff")).containsExactly("anna");
        assertThat(booking.each("/segments", "calcom/uid")).containsExactly(uid);
        assertThat(books.holds(id)).containsExactly("anna " + day.at("10:00"));
        assertThat(caller.post("/api/v1/bookings", RequestBodies.haircut(day.at("10:15"), "anna"))
                        .code())
                .isEqualTo("SLOT_UNAVAILABLE");
    }

    @Test
    @DisplayName("what is cancelled in Cal.com is cancelled here; of a composite the rest follows, or a person is told")
    void webhook_booking_cancelled_sync() {
        var uid = told.booked(ANNAS_CUT, day.instant("17:00"), customer);
        var others = told.ours(uid);
        told.cancelled(uid);
        books.awaitStatus(others, "CANCELLED");
        assertThat(books.holds(others)).isEmpty();

        var whole =
                caller.post("/api/v1/bookings", RequestBodies.colourAndStyle(day.at("09:00"), day.at("10:15"), "ben"));
        told.cancelled(whole.at("/segments/1/calcom/uid"));
        books.awaitStatus(whole.id(), "CANCELLED");
        assertThat(calcom.liveOf(whole.id())).isEmpty();
        assertThat(books.segments(whole.id(), "status")).containsExactly("CANCELLED", "CANCELLED");

        var flagged = caller.post("/api/v1/bookings", RequestBodies.booking("full-treatment", day.at("11:00")));
        told.cancelled(flagged.at("/segments/2/calcom/uid"));
        await().untilAsserted(() -> assertThat(books.history(flagged.id())).contains("flagged"));
        assertThat(books.status(flagged.id())).isEqualTo("BOOKED");
        assertThat(books.segments(flagged.id(), "status")).containsExactly("BOOKED", "BOOKED", "CANCELLED");
        assertThat(calcom.liveOf(flagged.id())).hasSize(2);
    }

    @Test
    @DisplayName("what is moved in Cal.com is moved here: the new uid is followed, the old one remembered")
    void webhook_booking_rescheduled_sync() {
        var uid = told.booked(ANNAS_CUT, day.instant("10:00"), customer);
        var others = told.ours(uid);
        var moved = told.moved(uid, day.instant("17:00"));
        assertThat(told.ours(moved)).isEqualTo(others);
        assertThat(caller.get("/api/v1/bookings/" + others).at("/start")).isEqualTo(day.shown("17:00"));
        assertThat(books.holds(others)).containsExactly("anna " + day.at("17:00"));
        assertThat(jdbc.sql(
                                "select f.calcom_uid from former_uid f join segment s on s.id = f.segment where s.booking = :id::uuid")
                        .param("id", others)
                        .query(String.class)
                        .list())
                .hasSize(1);

        var ours = caller.post("/api/v1/bookings", RequestBodies.haircut(day.at("11:00"), "ben"));
        var away = told.moved(ours.at("/segments/0/calcom/uid"), day.instant("16:00"));
        assertThat(told.ours(away)).isEqualTo(ours.id());
        assertThat(books.status(ours.id())).isEqualTo("BOOKED");
        assertThat(caller.post("/api/v1/bookings/" + ours.id() + "/cancel", "{}")
                        .status())
                .isEqualTo(200);
        assertThat(calcom.liveOf(ours.id())).as("cancelled where it stands now").isEmpty();

        var whole = caller.post("/api/v1/bookings", RequestBodies.booking("full-treatment", day.at("09:00")));
        told.moved(whole.at("/segments/2/calcom/uid"), day.instant("15:00"));
        await("the others are moved after it")
                .untilAsserted(() -> assertThat(books.history(whole.id())).contains("pauses repaired"));
        assertThat(caller.get("/api/v1/bookings/" + whole.id()).each("/segments", "start"))
                .containsExactly(day.shown("12:45"), day.shown("13:30"), day.shown("15:00"));
    }

    @Test
    @DisplayName("what is delivered twice, also at once, has one effect; every delivery is kept")
    void duplicate_webhook_prevention() {
        told.unregistered();
        var uid = told.booked(ANNAS_CUT, day.instant("10:00"), customer);
        var body = Deliverable.created(uid, ANNAS_CUT, day.instant("10:00"), customer);
        var at = Instant.now();

        var answers = IntStream.range(0, 8)
                .mapToObj(n -> CompletableFuture.supplyAsync(
                        () -> told.deliver(FromCalcom.sentAt(body, at.plusMillis(n / 2)))))
                .toList();
        assertThat(answers).allMatch(answer -> answer.join() == 200);

        var id = told.ours(uid);
        told.awaitAllHeard();
        assertThat(told.statuses(uid))
                .hasSize(8)
                .containsOnlyOnce("PROCESSED")
                .filteredOn("DUPLICATE"::equals)
                .hasSize(7);
        assertThat(books.bookingsOf(customer)).containsExactly(id);
        assertThat(books.history(id)).containsExactly("made in Cal.com");
        told.registered();
    }

    @Test
    @DisplayName("what cannot be processed is tried again; what never can is a dead letter, and can be replayed")
    void webhook_retry_on_failure() {
        told.unregistered();
        var works = told.booked(ANNAS_CUT, day.instant("10:00"), customer);
        try (var broken = new RefusedWrites(jdbc, works)) {
            assertThat(told.deliver(Deliverable.created(works, ANNAS_CUT, day.instant("10:00"), customer)))
                    .isEqualTo(200);
            await().until(() -> broken.attempts() >= 2);
        }
        var id = told.ours(works);
        told.awaitAllHeard();
        assertThat(told.statuses(works)).containsExactly("PROCESSED");
        assertThat(books.history(id)).containsExactly("made in Cal.com");

        var never = told.booked(ANNAS_CUT, day.instant("12:00"), customer);
        try (var broken = new RefusedWrites(jdbc, never)) {
            told.deliver(Deliverable.created(never, ANNAS_CUT, day.instant("12:00"), customer));
            await().untilAsserted(() -> assertThat(told.statuses(never)).containsExactly("DEAD"));
            assertThat(broken.attempts()).isEqualTo(4);
            var letter = told.deliveries("DEAD").get(0);
            assertThat(letter.path("calcomUid").asText()).isEqualTo(never);
            assertThat(letter.path("error").asText()).isEqualTo("The database refused a statement (SQLSTATE P0001).");
            assertThat(letter.toString()).doesNotContain(customer);
        }
        var again = caller.post("/api/v1/webhook-deliveries/" + told.deliveryOf(never) + "/replay", "");
        assertThat(again.status()).isEqualTo(202);
        assertThat(told.ours(never)).isNotBlank();
        told.awaitAllHeard();
        assertThat(told.statuses(never)).containsExactly("PROCESSED");
        told.registered();
    }

    @Test
    @DisplayName("our change reaches Cal.com, theirs reaches us, and our own echo does nothing")
    void bidirectional_sync() {
        var ours = caller.post("/api/v1/bookings", RequestBodies.haircut(day.at("09:00"), "anna"));
        told.awaitAllHeard();
        var moved = caller.post("/api/v1/bookings/" + ours.id() + "/reschedule", RequestBodies.to(day.at("13:00")));
        assertThat(moved.status()).isEqualTo(200);
        told.awaitAllHeard();
        assertThat(books.history(ours.id())).noneMatch(what -> what.contains("Cal.com"));
        assertThat(books.booking(ours.id(), "version")).isEqualTo("2");
        assertThat(calcom.liveOf(ours.id())).hasSize(1);

        var theirs = told.moved(moved.at("/segments/0/calcom/uid"), day.instant("14:00"));
        assertThat(told.ours(theirs)).isEqualTo(ours.id());
        assertThat(caller.get("/api/v1/bookings/" + ours.id()).at("/start")).isEqualTo(day.shown("14:00"));

        assertThat(caller.post("/api/v1/bookings/" + ours.id() + "/cancel", "{}")
                        .at("/status"))
                .isEqualTo("CANCELLED");
        told.awaitAllHeard();
        assertThat(books.history(ours.id())).endsWith("cancel asked for", "cancelled");
        assertThat(jdbc.sql(
                                "select count(*) from webhook_delivery where trigger = 'BOOKING_CANCELLED' and calcom_uid = :uid")
                        .param("uid", theirs)
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    @DisplayName("an older word never overwrites a newer one, and nothing that was cancelled comes back by a late word")
    void conflict_resolution_strategy() {
        var uid = told.booked(ANNAS_CUT, day.instant("10:00"), customer);
        var id = told.ours(uid);
        var moved = told.moved(uid, day.instant("12:00"));
        var again = told.moved(moved, day.instant("14:00"));
        assertThat(told.ours(again)).isEqualTo(id);
        var created = told.told(uid).get(0);
        var movedFirst = told.told(moved).get(0);
        told.cancelled(again);
        books.awaitStatus(id, "CANCELLED");

        for (var late : List.of(created, movedFirst, told.told(again).get(0))) {
            // As if Cal.com had sent it only now, and as if it said something else.
            var body = FromCalcom.sentAt(late, Instant.now().plusSeconds(60)).replace("\"length\":30", "\"length\":31");
            assertThat(told.deliver(body)).isEqualTo(200);
        }
        told.awaitAllHeard();
        assertThat(books.status(id)).isEqualTo("CANCELLED");
        assertThat(books.bookingsOf(customer)).containsExactly(id);
        assertThat(books.segments(id, "calcom_uid")).containsExactly(again);
        assertThat(told.statuses(uid)).containsOnly("PROCESSED");

        // A true conflict: we want it at 13:00, they have just moved it to 16:00. Cal.com wins, and it is written down.
        var ours = caller.post("/api/v1/bookings", RequestBodies.haircut(day.at("09:00"), "ben"));
        told.unregistered();
        var theirs = told.moved(ours.at("/segments/0/calcom/uid"), day.instant("16:00"));
        assertThat(caller.post("/api/v1/bookings/" + ours.id() + "/reschedule", RequestBodies.to(day.at("13:00")))
                        .status())
                .isGreaterThanOrEqualTo(400);
        told.registered();
        assertThat(told.deliver(Deliverable.moved(
                        ours.at("/segments/0/calcom/uid"), theirs, 102, day.instant("16:00"), customer)))
                .isEqualTo(200);
        assertThat(told.ours(theirs)).isEqualTo(ours.id());
        told.awaitAllHeard();
        assertThat(caller.get("/api/v1/bookings/" + ours.id()).at("/start")).isEqualTo(day.shown("16:00"));
        assertThat(books.history(ours.id())).contains("moved in Cal.com");
    }
}
