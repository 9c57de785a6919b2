package dev.interlude.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.support.AcceptanceTest;
import dev.interlude.support.Deliverable;
import dev.interlude.support.FromCalcom;
import dev.interlude.support.RefusedWrites;
import dev.interlude.webhook.jdbc.DeliveryLedger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@Tag("sync")
@DisplayName("What Cal.com has sent")
class DeliveriesTest extends AcceptanceTest {

    private static final String ALL = "/api/v1/webhook-deliveries";
    private static final long CLEOS_CUT = 103;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private DeliveryLedger ledger;

    @Autowired
    private TransactionTemplate transaction;

    @LocalServerPort
    private int port;

    private FromCalcom told;
    private final String mark = UUID.randomUUID().toString();
    private final String customer = mark + "@example.com";

    @BeforeEach
    void connect() {
        told = new FromCalcom(sandbox, caller, jdbc, port);
    }

    @AfterEach
    void heard() {
        told.awaitAllHeard();
    }

    @Test
    @DisplayName("is listed page by page, the latest first, by its state, and without a word about people")
    void listed() {
        IntStream.range(0, 5).forEach(n -> told.deliver(ping("PING", mark + "-" + n)));
        told.deliver(ping("PING", mark + "-0"));
        told.deliver("garbage " + customer);

        assertThat(pages("?status=IGNORED&limit=2"))
                .containsExactly(mark + "-4", mark + "-3", mark + "-2", mark + "-1", mark + "-0");
        assertThat(pages("?limit=3"))
                .containsExactly(mark + "-0", mark + "-4", mark + "-3", mark + "-2", mark + "-1", mark + "-0");
        var repeat = caller.get(ALL + "?status=DUPLICATE&limit=1").json().at("/deliveries/0");
        assertThat(repeat.path("calcomUid").asText()).isEqualTo(mark + "-0");
        var dead = caller.get(ALL + "?status=DEAD&limit=1");
        assertThat(dead.at("/deliveries/0/error")).isEqualTo("it is no JSON object");
        assertThat(dead.text()).doesNotContain(customer);
        assertThat(dead.json().at("/deliveries/0/calcomUid").isNull()).isTrue();

        for (var wrong : List.of("status=dead", "status=", "limit=0", "limit=501", "limit=x", "more=1")) {
            assertThat(caller.get(ALL + "?" + wrong).status()).as(wrong).isEqualTo(400);
        }
        assertThat(caller.get(ALL + "?cursor=x").about("?cursor")).contains("is not a nextCursor of ours");
        var reader = caller.post("/api/v1/keys", "{\"name\":\"reader-%s\",\"roles\":[\"read\"]}".formatted(mark));
        for (var nobody : List.of(caller.with(null), caller.with(reader.at("/key")))) {
            assertThat(nobody.get(ALL).status()).isIn(401, 403);
            assertThat(nobody.post(ALL + "/replay?status=DEAD", "").status()).isIn(401, 403);
        }
    }

    @Test
    @DisplayName("can be worked on again, one by one: it has the effect that it has now")
    void replayedOne() {
        var uid = told.booked(CLEOS_CUT, day.instant("10:00"), customer);
        var body = Deliverable.created(uid, CLEOS_CUT, day.instant("10:00"), customer);
        told.deliver(body);
        var id = told.ours(uid);
        told.deliver(FromCalcom.sentAt(body, java.time.Instant.now().plusSeconds(9)));
        told.awaitAllHeard();
        var version = books.booking(id, "version");
        sandbox.forgetRequests();

        for (var delivery : ids(uid)) {
            var again = caller.post(ALL + "/" + delivery + "/replay", "");
            assertThat(again.status()).as(again.text()).isEqualTo(202);
            assertThat(again.at("/replayed")).isEqualTo("1");
            assertThat(again.at("/delivery")).as("the first that said so").isEqualTo(ids(uid).get(0));
            told.awaitAllHeard();
        }
        assertThat(told.statuses(uid)).containsExactly("PROCESSED", "DUPLICATE");
        assertThat(shown(uid, "PROCESSED").path("effect").asText()).isEqualTo("KNOWN");
        assertThat(shown(uid, "PROCESSED").path("bookingId").asText()).isEqualTo(id);
        assertThat(books.booking(id, "version")).isEqualTo(version);
        assertThat(books.bookingsOf(customer)).containsExactly(id);
        assertThat(books.eventsAbout(id)).containsExactly("booking.created");
        assertThat(calcom.requestsAbout(day.date())).isEmpty();

        told.deliver(ping("MEETING_STARTED", mark + "-began"));
        var key = UUID.randomUUID().toString();
        var ignored = ALL + "/" + ids(mark + "-began").get(0) + "/replay";
        assertThat(caller.post(ignored, "", "Idempotency-Key", key).status()).isEqualTo(202);
        told.awaitAllHeard();
        assertThat(told.statuses(mark + "-began")).as("as if it had just come").containsExactly("IGNORED");
        assertThat(caller.post(ignored, "", "Idempotency-Key", key).status()).isEqualTo(202);

        assertThat(caller.post(ALL + "/" + UUID.randomUUID() + "/replay", "").status())
                .isEqualTo(404);
        assertThat(caller.post(ALL + "/nonsense/replay", "").status()).isIn(400, 404);
    }

    @Test
    @DisplayName("and is dead can be worked on again, all of it; nothing else is")
    void replayedAll() {
        var uids = IntStream.range(0, 3)
                .mapToObj(n -> told.booked(CLEOS_CUT, day.instant("1" + n + ":00"), customer))
                .toList();
        for (int n = 0; n < 3; n++) {
            try (var broken = new RefusedWrites(jdbc, uids.get(n))) {
                told.deliver(Deliverable.created(uids.get(n), CLEOS_CUT, day.instant("1" + n + ":00"), customer));
                var uid = uids.get(n);
                await().untilAsserted(() -> assertThat(told.statuses(uid)).containsExactly("DEAD"));
                assertThat(broken.attempts()).isEqualTo(4);
            }
        }
        told.deliver(ping("PING", mark));
        told.deliver("{\"triggerEvent\":\"BOOKING_CREATED\",\"payload\":{\"of\":\"" + mark + "\"}}");
        told.awaitAllHeard();
        assertThat(caller.post(ALL + "/replay?status=PROCESSED", "").status()).isEqualTo(400);
        assertThat(caller.post(ALL + "/replay", "").status()).isEqualTo(400);
        assertThat(books.bookingsOf(customer)).isEmpty();

        var again = caller.post(ALL + "/replay?status=DEAD", "");

        assertThat(again.status()).as(again.text()).isEqualTo(202);
        assertThat(again.json().path("replayed").asInt()).isGreaterThanOrEqualTo(4);
        told.awaitAllHeard();
        for (var uid : uids) {
            assertThat(told.statuses(uid)).containsExactly("PROCESSED");
            assertThat(books.history(told.ours(uid))).containsExactly("made in Cal.com");
        }
        assertThat(books.bookingsOf(customer)).hasSize(3);
        assertThat(told.statuses(mark)).containsExactly("IGNORED");
        assertThat(caller.get(ALL + "?status=DEAD&limit=1").at("/deliveries/0/error"))
                .contains("uid is missing");
    }

    @Test
    @DisplayName("has failed once when two workers failed at the same attempt")
    void failedTwice() {
        told.deliver(ping("PING", mark));
        told.awaitAllHeard();
        var claimed = new OpenDelivery(
                UUID.fromString(ids(mark).get(0)),
                "",
                "salon",
                "PING",
                Instant.now(),
                Instant.now(),
                new byte[0],
                0,
                null);
        // In one transaction: no worker takes it meanwhile.
        transaction.executeWithoutResult(test -> {
            jdbc.sql("update webhook_delivery set status = 'FAILED', ended_at = null where id = :id and attempts = 0")
                    .param("id", claimed.id())
                    .update();

            ledger.failed(claimed, new QueryTimeoutException("too slow"));
            ledger.failed(claimed, new QueryTimeoutException("too slow"));

            assertThat(jdbc.sql("select status || ' ' || attempts from webhook_delivery where id = :id")
                            .param("id", claimed.id())
                            .query(String.class)
                            .single())
                    .isEqualTo("FAILED 1");
            test.setRollbackOnly();
        });
    }

    @Test
    @DisplayName("is forgotten when it ended long ago, with the note that it had its effect; not what is open or dead")
    void purged() {
        var uid = told.booked(CLEOS_CUT, day.instant("15:00"), customer);
        var body = Deliverable.created(uid, CLEOS_CUT, day.instant("15:00"), customer);
        told.deliver(body);
        told.deliver(body);
        told.deliver(ping("PING", mark + "-old"));
        told.deliver(ping("PING", mark + "-young"));
        // They say what no such trigger says, and die at once.
        told.deliver(ping("BOOKING_PAID", mark + "-dead").replace("\"uid\"", "\"bookingUid\""));
        told.deliver(ping("BOOKING_PAID", mark + "-open").replace("\"uid\"", "\"bookingUid\""));
        var id = told.ours(uid);
        told.awaitAllHeard();
        assertThat(told.statuses(mark + "-dead")).containsExactly("DEAD");
        // As if it were long under way, and nobody got to it now.
        jdbc.sql(
                        """
                update webhook_delivery set status = 'FAILED', ended_at = null, due_at = now() + interval '1 day'
                where calcom_uid = :uid
                """)
                .param("uid", mark + "-open")
                .update();
        jdbc.sql(
                        """
                update webhook_delivery set received_at = received_at - interval '31 days',
                    ended_at = ended_at - interval '31 days'
                where calcom_uid = :uid or calcom_uid like :mark and calcom_uid not like '%young'
                """)
                .param("uid", uid)
                .param("mark", mark + "%")
                .update();
        var key = key(uid);
        assertThat(notes(key)).isEqualTo(1);

        ledger.purge();

        assertThat(notes(key)).as("a note stays only with its delivery").isZero();
        assertThat(ids(uid)).isEmpty();
        assertThat(ids(mark + "-old")).isEmpty();
        assertThat(ids(mark + "-young")).hasSize(1);
        assertThat(told.statuses(mark + "-dead")).containsExactly("DEAD");
        assertThat(told.statuses(mark + "-open")).containsExactly("FAILED");
        jdbc.sql("delete from webhook_delivery where calcom_uid = :uid")
                .param("uid", mark + "-open")
                .update();

        told.deliver(body);
        told.awaitAllHeard();
        assertThat(told.statuses(uid)).containsExactly("PROCESSED");
        assertThat(books.bookingsOf(customer)).containsExactly(id);
        assertThat(books.history(id)).containsExactly("made in Cal.com");
    }

    private String key(String uid) {
        return jdbc.sql("select distinct encode(content_key, 'hex') from webhook_delivery where calcom_uid = :uid")
                .param("uid", uid)
                .query(String.class)
                .single();
    }

    private int notes(String key) {
        return jdbc.sql("select count(*) from webhook_effect where delivery = :key")
                .param("key", key)
                .query(Integer.class)
                .single();
    }

    /** The uids of this test's deliveries, over all pages until the last of them has been seen. */
    private List<String> pages(String query) {
        var seen = new ArrayList<String>();
        var ids = new ArrayList<String>();
        for (var page = caller.get(ALL + query);
                ;
                page = caller.get(ALL + query + "&cursor=" + page.at("/nextCursor"))) {
            assertThat(page.status()).as(page.text()).isEqualTo(200);
            seen.addAll(page.each("/deliveries", "calcomUid").stream()
                    .filter(uid -> uid.startsWith(mark))
                    .toList());
            ids.addAll(page.each("/deliveries", "id"));
            if (seen.size() >= 5 && seen.get(seen.size() - 1).endsWith("-0")
                    || page.json().path("nextCursor").isNull()) {
                assertThat(ids).doesNotHaveDuplicates().isSortedAccordingTo((a, b) -> b.compareTo(a));
                return seen;
            }
        }
    }

    private JsonNode shown(String uid, String status) {
        return told.deliveries(status)
                .valueStream()
                .filter(delivery -> delivery.path("calcomUid").asText().equals(uid))
                .findFirst()
                .orElseThrow();
    }

    private List<String> ids(String uid) {
        return jdbc.sql("select id::text from webhook_delivery where calcom_uid = :uid order by id")
                .param("uid", uid)
                .query(String.class)
                .list();
    }

    private String ping(String trigger, String uid) {
        return "{\"triggerEvent\":\"" + trigger + "\",\"payload\":{\"uid\":\"" + uid + "\",\"of\":\"" + customer
                + "\"}}";
    }
}
