package dev.interlude.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.booking.attendees.Attendee;
import dev.interlude.observed.jdbc.SyncedSegments;
import dev.interlude.platform.Caller;
import dev.interlude.platform.Claim;
import dev.interlude.platform.Text;
import dev.interlude.platform.jdbc.Idempotency;
import dev.interlude.privacy.jdbc.ErasureLedger;
import dev.interlude.series.BulkTest;
import dev.interlude.support.AcceptanceTest;
import dev.interlude.support.Day;
import dev.interlude.support.FromCalcom;
import dev.interlude.support.Reply;
import dev.interlude.support.RequestBodies;
import dev.interlude.support.WholeDatabase;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@Tag("integration")
@DisplayName("Somebody who wants to be forgotten")
@ExtendWith(OutputCaptureExtension.class)
class ErasureTest extends AcceptanceTest {

    private static final String ERASED = "erased@erased.invalid";
    private static final String PRINT = "00".repeat(32);
    private static final Caller ADMIN = new Caller(Caller.ADMIN, Set.of(), 0);

    /** In all that is said of them, and in nothing else. */
    private final String mark =
            "Quendel" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);

    private final String email = "Otti.O'Neil+" + mark + "@example.com";
    private final String phone = "+49151" + (100_000_000 + (int) (Math.random() * 800_000_000));

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private SyncedSegments synced;

    @Autowired
    private Idempotency idempotency;

    @Autowired
    private ErasureLedger erasure;

    @LocalServerPort
    private int port;

    private FromCalcom told;
    private WholeDatabase everywhere;

    @BeforeEach
    void listen() {
        everywhere = new WholeDatabase(jdbc);
        told = new FromCalcom(sandbox, caller, jdbc, port);
        told.registered();
    }

    @AfterEach
    void hangUp() {
        told.awaitAllHeard();
        told.unregistered();
    }

    @Test
    @DisplayName("is found nowhere any more; what is counted stays, and Cal.com is not asked")
    void erased(CapturedOutput logs) {
        var key = UUID.randomUUID().toString();
        var requestBody = theirs(RequestBodies.colourAndStyle(day.at("09:00"), day.at("10:15"), "ben"));
        var booking = caller.book(requestBody, "Idempotency-Key", key);
        caller.move(booking.id(), RequestBodies.to(day.at("13:00")).put("reason", "train, says " + mark));
        var others = RequestBodies.haircut(day.at("10:00"), "dora");
        var bulkKey = UUID.randomUUID().toString();
        var bulk = BulkTest.bulk(List.of(theirs(RequestBodies.haircut(day.at("10:00"), "cleo")), others));
        var booked = caller.post("/api/v1/bookings/bulk", bulk, "Idempotency-Key", bulkKey);
        var strangers = told.ours(told.booked(101, day.instant("16:00"), email));
        var inBulk = booked.at("/results/0/booking/id");
        for (var id : List.of(booking.id(), inBulk, strangers)) {
            cancelled(id);
        }
        told.awaitAllHeard();
        awaitAllTold();
        assertThat(everywhere.holding(mark, phone))
                .contains(
                        "booking.attendee_name",
                        "booking.attendee_email",
                        "booking.attendee_phone",
                        "booking.metadata",
                        "booking.notes",
                        "booking.reason",
                        "booking_history.detail",
                        "bulk_item.answer",
                        "event.data",
                        "idempotency.body",
                        "webhook_delivery.body",
                        "webhook_delivery.people");
        var patterns = patterns();
        sandbox.forgetRequests();

        var reply = erase(email.toUpperCase(java.util.Locale.ROOT).replace("@", "%40"));

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.at("/bookings")).isEqualTo("3");
        assertThat(reply.json().path("deliveries").asInt()).isPositive();
        assertThat(reply.json().path("events").asInt()).isGreaterThanOrEqualTo(6);
        assertThat(reply.json().path("answers").asInt()).isGreaterThanOrEqualTo(4);
        awaitAllTold();
        assertThat(everywhere.holding(mark, phone)).isEmpty();
        assertThat(calcom.writes()).isEmpty();
        assertThat(calcom.rowsOf(booking.id())).as("Cal.com's own copy stays").isNotEmpty();
        assertThat(patterns()).isEqualTo(patterns);
        assertThat(logs.getAll()).doesNotContainIgnoringCase(mark).doesNotContain(phone);

        var shown = caller.read(booking.id());
        assertThat(shown.at("/attendee/email")).isEqualTo(ERASED);
        assertThat(shown.at("/status")).isEqualTo("CANCELLED");
        assertThat(books.history(booking.id())).endsWith("attendee erased");
        assertThat(events(booking.id())).endsWith("booking.erased");
        var repeat = caller.book(requestBody, "Idempotency-Key", key);
        assertThat(repeat.id()).isEqualTo(booking.id());
        assertThat(repeat.at("/attendee/email")).isEqualTo(ERASED);
        var again = caller.post("/api/v1/bookings/bulk", bulk, "Idempotency-Key", bulkKey);
        assertThat(again.each("/results", "booking/attendee/email"))
                .as("of others it says what it said")
                .containsExactly(ERASED, others.at("/attendee/email").asText());
        assertThat(again.at("/results/1/booking/attendee/name"))
                .isEqualTo(others.at("/attendee/name").asText());
        assertThat(jdbc.sql("select by || ' ' || bookings from erasure order by at desc limit 1")
                        .query(String.class)
                        .single())
                .isEqualTo("admin 3");

        assertThat(erase(email).text())
                .isEqualTo("{\"bookings\":0,\"holds\":0,\"waitlist\":0,\"deliveries\":0,\"events\":0,\"answers\":0}");
        caller.cancel(again.at("/results/1/booking/id"));
    }

    @Test
    @DisplayName("is not brought back by what Cal.com tells later, and may come again as somebody new")
    void staysErased() {
        var uid = told.booked(101, day.instant("11:00"), email);
        var id = told.ours(uid);
        told.cancelled(uid);
        books.awaitStatus(id, "CANCELLED");
        told.awaitAllHeard();
        var said = told.told(uid);
        assertThat(said).hasSize(2);
        assertThat(erase(email).at("/bookings")).isEqualTo("1");
        assertThat(everywhere.holding(mark)).isEmpty();

        for (var body : said) {
            assertThat(told.deliver(FromCalcom.sentAt(body, Instant.now()))).isEqualTo(200);
            assertThat(told.deliver(body.replace("\"payload\":{", "\"payload\":{\"more\":1,")))
                    .isEqualTo(200);
            assertThat(told.deliver(body.replaceAll("BOOKING_(CREATED|CANCELLED)", "MEETING_STARTED")))
                    .isEqualTo(200);
        }
        told.awaitAllHeard();

        assertThat(told.statuses(uid)).hasSize(8).contains("DUPLICATE", "PROCESSED", "IGNORED");
        awaitAllTold();
        assertThat(everywhere.holding(mark)).isEmpty();
        assertThat(books.booking(id, "attendee_email")).isEqualTo(ERASED);

        var anew = caller.booked(theirs(RequestBodies.haircut(day.at("11:00"), "anna")));
        assertThat(anew.at("/attendee/email")).isEqualTo(email);
        assertThat(books.booking(anew.id(), "coalesce(erased_at::text, '')")).isEmpty();
        cancelled(anew.id());
    }

    @Test
    @DisplayName("is found by the address that Cal.com has now, and by the one it had before")
    void changedInCalcom() {
        for (var byFormer : List.of(true, false)) {
            var other = "former+" + UUID.randomUUID() + mark + "@example.com";
            var booking = caller.book(
                    theirs(RequestBodies.haircut(day.at(byFormer ? "10:00" : "11:00"), "emil")),
                    "Idempotency-Key",
                    UUID.randomUUID().toString());
            synced.attend(
                    UUID.fromString(booking.id()), new Attendee("Ida " + mark, other, "Europe/Berlin", "de", phone));
            assertThat(books.booking(booking.id(), "attendee_email")).isEqualTo(other);
            var asked = byFormer ? email : other;
            assertThat(erase(asked).at("/detail")).contains(booking.id());
            cancelled(booking.id());
            told.awaitAllHeard();
            awaitAllTold();
            assertThat(everywhere.holding(email)).contains("event.data", "idempotency.body", "former_attendee.email");

            var reply = erase(asked.toUpperCase(Locale.ROOT));

            assertThat(reply.at("/bookings")).as(reply.text()).isEqualTo("1");
            awaitAllTold();
            assertThat(everywhere.holding(mark, phone)).isEmpty();
            assertThat(books.booking(booking.id(), "attendee_email")).isEqualTo(ERASED);
        }
    }

    @Test
    @DisplayName("is not left in a series: neither in its bookings nor in what was asked, answered and refused")
    void inSeries() {
        var week = Day.ofFreshWeek();
        var booked = caller.post(
                "/api/v1/bookings/bulk",
                BulkTest.bulk(List.of(
                        theirs(RequestBodies.haircut(week.at("14:00"), "cleo")),
                        theirs(RequestBodies.haircut(week.at("14:00"), "cleo")),
                        theirs(RequestBodies.haircut(week.at("15:00"), "nobody"))
                                .put("notes", mark))));
        assertThat(booked.each("/results", "status")).containsExactlyInAnyOrder("201", "409", "422");
        var requestBody = RequestBodies.object().put("mode", "bestEffort");
        requestBody.set("booking", theirs(RequestBodies.haircut(week.at("14:15"), "cleo")));
        requestBody.putObject("recurrence").put("frequency", "daily").put("count", 2);
        var series = caller.post(
                "/api/v1/series",
                requestBody,
                "Idempotency-Key",
                UUID.randomUUID().toString());
        assertThat(series.each("/occurrences", "status")).as(series.text()).contains("CONFLICT", "BOOKED");
        for (var id : jdbc.sql("select id::text from booking where attendee_email = :email and status = 'BOOKED'")
                .param("email", email)
                .query(String.class)
                .list()) {
            cancelled(id);
        }
        told.awaitAllHeard();
        awaitAllTold();

        assertThat(erase(email).at("/bookings")).isEqualTo("2");

        awaitAllTold();
        assertThat(everywhere.holding(mark, phone)).isEmpty();
        assertThat(caller.get("/api/v1/series/" + series.id()).each("/occurrences", "status"))
                .contains("CONFLICT", "CANCELLED");
    }

    @Test
    @DisplayName("is in no answer that is kept, and in nothing that Cal.com tells, while they are being erased")
    void atTheSameTime() throws Exception {
        var uid = told.booked(101, day.instant("11:00"), email);
        var id = told.ours(uid);
        told.cancelled(uid);
        books.awaitStatus(id, "CANCELLED");
        told.awaitAllHeard();
        awaitAllTold();
        var seen = caller.read(id).text().getBytes(UTF_8);
        var late = told.told(uid).get(0).replace("BOOKING_CREATED", "MEETING_STARTED");
        var first = claim();
        var second = claim();

        // Kept while they are being erased: it waits, and then knows.
        var waiting = new ArrayList<CompletableFuture<?>>();
        transaction.executeWithoutResult(open -> {
            erasure.erase(new Text(email.toLowerCase(Locale.ROOT)), ADMIN);
            waiting.add(CompletableFuture.runAsync(() -> keep(first, seen)));
            waiting.add(CompletableFuture.runAsync(() -> told.deliver(late)));
            awaitWaiting(2);
        });
        CompletableFuture.allOf(waiting.toArray(CompletableFuture[]::new)).get(10, TimeUnit.SECONDS);
        assertThat(idempotency
                        .claim(ADMIN, first.key(), PRINT, Instant.now())
                        .stored()
                        .status())
                .isEqualTo(200);
        assertThat(everywhere.holding(mark, phone)).isEmpty();

        // Kept just before: who erases waits, and then finds it.
        jdbc.sql("update booking set erased_at = null, attendee_email = :email where id = :id")
                .param("email", email)
                .param("id", UUID.fromString(id))
                .update();
        var erasing = transaction.execute(open -> {
            keep(second, seen);
            var asked = CompletableFuture.supplyAsync(() -> erase(email));
            awaitWaiting(1);
            return asked;
        });
        assertThat(erasing.get(10, TimeUnit.SECONDS).at("/answers")).isEqualTo("1");
        assertThat(everywhere.holding(mark, phone)).isEmpty();
    }

    private Claim claim() {
        return idempotency.claim(ADMIN, UUID.randomUUID().toString(), PRINT, Instant.now());
    }

    private void keep(Claim claim, byte[] body) {
        idempotency.finish(claim, 200, null, null, "application/json", body);
    }

    private void awaitWaiting(int many) {
        await().pollInSameThread().pollInterval(Duration.ofMillis(10)).until(() -> jdbc.sql(
                        """
                        select count(*) from pg_stat_activity
                        where datname = current_database() and pg_backend_pid() = any (pg_blocking_pids(pid))
                        """)
                .query(Integer.class)
                .single()
                .equals(many));
    }

    @Test
    @DisplayName("differs in nothing from what Cal.com still has, so no comparison brings them back")
    void compared() {
        told.unregistered();
        var booking = caller.booked(theirs(RequestBodies.haircut(day.at("10:00"), "emil")));
        jdbc.sql(
                        """
                update booking set attendee_name = 'erased', attendee_email = :erased, erased_at = now() where id = :id
                """)
                .param("erased", ERASED)
                .param("id", UUID.fromString(booking.id()))
                .update();

        var run = caller.post("/api/v1/sync", RequestBodies.object().put("mode", "full"))
                .at("/runId");
        var report = await().atMost(Duration.ofSeconds(60))
                .until(() -> caller.get("/api/v1/sync/runs/" + run), r -> !r.at("/state")
                        .equals("running"));

        assertThat(report.at("/state")).as(report.text()).isEqualTo("done");
        assertThat(report.each("/items", "bookingId")).doesNotContain(booking.id());
        assertThat(books.booking(booking.id(), "attendee_name")).isEqualTo("erased");
        caller.cancel(booking.id());
        told.registered();
    }

    @Test
    @DisplayName("is still expected: refused, each booking to come is named, and nothing is lost")
    void upcoming() {
        var booking = caller.booked(theirs(RequestBodies.haircut(day.at("10:00"), "ben")));

        var refused = erase(email);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("UPCOMING_BOOKINGS");
        assertThat(refused.at("/detail")).contains(booking.id());
        assertThat(refused.text()).doesNotContainIgnoringCase(mark);
        assertThat(books.booking(booking.id(), "attendee_email")).isEqualTo(email);
        cancelled(booking.id());
        assertThat(erase(email).at("/bookings")).isEqualTo("1");
    }

    @Test
    @DisplayName("is asked for by an administrator, by address")
    void asked() {
        assertThat(erase("zoe-at-home").status()).isEqualTo(400);
        assertThat(erase("zoe@home%20zoe@work").status()).isEqualTo(400);
        assertThat(erase(email).at("/bookings")).isEqualTo("0");
        assertThat(caller.with(null)
                        .ask("DELETE", "/api/v1/attendees/" + email, BodyPublishers.noBody())
                        .status())
                .isEqualTo(401);
        var name = "desk-" + UUID.randomUUID().toString().substring(0, 8);
        var desk = caller.post(
                        "/api/v1/keys",
                        RequestBodies.object()
                                .put("name", name)
                                .put("requestsPerMinute", 60)
                                .set("roles", RequestBodies.array().add("book").add("read")))
                .at("/key");
        assertThat(caller.with(desk)
                        .ask("DELETE", "/api/v1/attendees/" + email, BodyPublishers.noBody())
                        .status())
                .isEqualTo(403);
    }

    @Test
    @DisplayName("is looked for by an index, however many others there are")
    void indexed() {
        assertThat(
                        plan(
                                "select 1 from idempotency where body is not null and addresses_in(body) && array['a@b', 'c@d']"))
                .contains("idempotency_by_address");
        assertThat(plan("select 1 from former_attendee where email = 'a@b'")).contains("former_attendee_by_email");
        assertThat(plan("select 1 from bulk_item where addresses_in(coalesce(booking, answer)) && array['a@b', 'c@d']"))
                .contains("bulk_item_by_address");
        assertThat(plan("select 1 from webhook_delivery where people @> array['a@b']"))
                .contains("webhook_delivery_by_person");
        assertThat(plan("select 1 from booking where lower(attendee_email) = 'a@b' and erased_at is null"))
                .contains("booking_by_attendee");
        assertThat(plan("select 1 from event where subject in ('a', 'b')")).contains("event_by_subject");
    }

    /** What PostgreSQL does when reading all is no choice. */
    private String plan(String query) {
        return transaction.execute(open -> {
            jdbc.sql("set local enable_seqscan = off").update();
            return String.join(
                    "\n", jdbc.sql("explain " + query).query(String.class).list());
        });
    }

    private Reply erase(String address) {
        return caller.ask("DELETE", "/api/v1/attendees/" + address, BodyPublishers.noBody());
    }

    private ObjectNode theirs(ObjectNode requestBody) {
        requestBody
                .withObject("/attendee")
                .put("name", "Ottilie " + mark)
                .put("email", email)
                .put("phoneNumber", phone);
        return requestBody
                .put("notes", mark + " is allergic")
                .set("metadata", RequestBodies.object().put("crm", "No. 7, " + mark));
    }

    private void cancelled(String id) {
        caller.post("/api/v1/bookings/" + id + "/cancel", RequestBodies.object().put("reason", mark + " is ill"));
        books.awaitStatus(id, "CANCELLED");
    }

    private String patterns() {
        return caller.get("/api/v1/insights/patterns?from=" + day + "&to=" + day.next())
                .text();
    }

    private List<String> events(String booking) {
        return jdbc.sql("select type from event where subject = :id order by seq")
                .param("id", booking)
                .query(String.class)
                .list();
    }

    private void awaitAllTold() {
        await().until(() -> jdbc.sql("select count(*) from event where position is null")
                .query(Integer.class)
                .single()
                .equals(0));
    }
}
