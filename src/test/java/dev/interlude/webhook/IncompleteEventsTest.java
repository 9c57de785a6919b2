package dev.interlude.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.sandbox.http.Operation;
import dev.interlude.sandbox.webhook.Signature;
import dev.interlude.support.BothSides;
import dev.interlude.support.Deliverable;
import dev.interlude.support.FromCalcom;
import dev.interlude.support.RequestBodies;
import dev.interlude.support.Upstream;
import dev.interlude.webhook.jdbc.DeliveryLedger;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
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

@Tag("sync")
@ExtendWith(OutputCaptureExtension.class)
@DisplayName("Cal.com's words that do not say enough")
class IncompleteEventsTest extends BothSides {

    private static final long BENS_CUT = 102;
    private static final List<String> MEMBERS = List.of("status", "endTime", "eventTypeId", "attendees", "startTime");

    @LocalServerPort
    private int port;

    @Autowired
    private DeliveryLedger ledger;

    private FromCalcom told;
    private final String customer = "leak-" + UUID.randomUUID() + "@example.com";

    @BeforeEach
    void connect() {
        told = new FromCalcom(sandbox, caller, jdbc, port);
    }

    @AfterEach
    void heard() {
        told.awaitAllHeard();
    }

    @Test
    @DisplayName("an end without status, type, number or times ends the booking: Cal.com is asked")
    void end() {
        for (var known : List.of(true, false)) {
            var id = caller.booked(RequestBodies.haircut(day.at(known ? "09:00" : "10:00"), "ben"))
                    .id();
            var uid = uid(id);
            calcom.cancelledByOthers(uid);
            told.deliver(word("BOOKING_CANCELLED", uid, p -> {
                p.remove(List.of("status", "eventTypeId", "iCalSequence", "length", "metadata"));
                if (!known) {
                    p.remove(List.of("startTime", "endTime", "attendees"));
                }
            }));

            books.awaitStatus(id, "CANCELLED");
            assertThat(books.holds(id)).isEmpty();
            assertThat(told.statuses(uid)).containsExactly("PROCESSED");
        }
    }

    @Test
    @DisplayName("an end that Cal.com does not show is not believed; one of what it knows no more is")
    void endOrNot() {
        var id = caller.booked(RequestBodies.haircut(day.at("09:00"), "ben")).id();
        told.deliver(word("BOOKING_CANCELLED", uid(id), p -> p.put("status", "ACCEPTED")));
        told.awaitAllHeard();
        assertThat(books.status(id)).isEqualTo("BOOKED");

        var gone = caller.booked(RequestBodies.haircut(day.at("10:00"), "ben")).id();
        calcom.cancelledByOthers(uid(gone));
        jdbc.sql("update segment set calcom_uid = :uid where booking = :id")
                .param("uid", "gone" + gone.replace("-", ""))
                .param("id", UUID.fromString(gone))
                .update();
        told.deliver(word("BOOKING_REJECTED", uid(gone), p -> p.remove("status")));
        books.awaitStatus(gone, "REJECTED");
    }

    @Test
    @DisplayName("a booking told of without status, end, or where it was moved from is read and taken in")
    void made() {
        for (var missing : MEMBERS) {
            var start = day.instant("1" + MEMBERS.indexOf(missing) + ":00");
            var uid = calcom.bookedByOthers(BENS_CUT, start);
            told.deliver(word("BOOKING_CREATED", uid, p -> {
                p.put("startTime", start.toString());
                p.put("endTime", start.plus(Duration.ofMinutes(30)).toString());
                p.remove(missing);
            }));
            assertThat(told.ours(uid)).as(missing).isNotBlank();
            told.awaitAllHeard();
            assertThat(told.statuses(uid)).as(missing).containsExactly("PROCESSED");
            assertThat(caller.read(told.ours(uid)).at("/attendee/email"))
                    .as(missing)
                    .contains("@");
        }
        var id = caller.booked(RequestBodies.haircut(day.at("16:00"), "ben")).id();
        var moved = calcom.movedByOthers(uid(id), day.instant("17:00"));
        told.deliver(word(
                "BOOKING_RESCHEDULED", moved, p -> p.put("rescheduleUid", "").put("startTime", "soon")));
        await().untilAsserted(() -> assertThat(uid(id)).isEqualTo(moved));
        assertThat(caller.read(id).at("/start")).isEqualTo(day.shown("17:00"));
    }

    @Test
    @DisplayName("the current uid decides, not a sequence number that stands still or falls")
    void sequence() {
        var id = caller.booked(RequestBodies.haircut(day.at("09:00"), "ben")).id();
        for (var step : List.of("10:00", "11:00", "12:00")) {
            var before = uid(id);
            var moved = calcom.movedByOthers(before, day.instant(step));
            told.deliver(word("BOOKING_RESCHEDULED", moved, p -> p.put("rescheduleUid", before)
                    .put("startTime", day.instant(step).toString())
                    .put(
                            "endTime",
                            day.instant(step).plus(Duration.ofMinutes(30)).toString())
                    .put("iCalSequence", step.equals("10:00") ? 7 : 3)));
            await().untilAsserted(() -> assertThat(uid(id)).isEqualTo(moved));
        }
        calcom.cancelledByOthers(uid(id));
        told.deliver(word(
                "BOOKING_CANCELLED", uid(id), p -> p.put("status", "CANCELLED").put("iCalSequence", 0)));
        books.awaitStatus(id, "CANCELLED");
    }

    @Test
    @DisplayName("what cannot be is set aside at once, in our own words, and names no one")
    void impossible(CapturedOutput log) {
        for (var end : List.of("10:30", "11:00")) {
            var uid = "never" + UUID.randomUUID().toString().replace("-", "").substring(0, 15);
            told.deliver(word("BOOKING_CREATED", uid, p -> p.put(
                            "startTime", day.instant("11:00").toString())
                    .put("endTime", day.instant(end).toString())));
            await().untilAsserted(() -> assertThat(told.statuses(uid)).containsExactly("DEAD"));
            assertThat(view(uid).path("error").asText()).isEqualTo("its end is not after its start");
            assertThat(view(uid).path("attempts").asInt())
                    .as("trying again cannot help")
                    .isEqualTo(1);
        }
        var unknown = "never" + UUID.randomUUID().toString().replace("-", "").substring(0, 15);
        told.deliver(word("BOOKING_CREATED", unknown, p -> p.remove("endTime")));
        await().untilAsserted(() -> assertThat(told.statuses(unknown)).containsExactly("DEAD"));
        assertThat(view(unknown).path("error").asText()).isEqualTo("Cal.com does not know this booking");
        assertThat(view(unknown).path("attempts").asInt()).isEqualTo(1);

        var backwards = calcom.bookedByOthers(BENS_CUT, day.instant("11:00"));
        var row = calcom.booking(backwards);
        row.end = row.start.minusSeconds(60);
        told.deliver(word("BOOKING_CREATED", backwards, p -> p.remove("endTime")));
        await().untilAsserted(() -> assertThat(told.statuses(backwards)).containsExactly("DEAD"));
        assertThat(view(backwards).path("attempts").asInt()).isEqualTo(1);
        assertThat(view(backwards).path("error").asText())
                .endsWith("Cal.com shows a booking that cannot be used: its end is not after its start.");
        row.end = row.start.plusSeconds(1800);
        assertThat(log.getAll()).doesNotContain(customer, "Leaky Person");
    }

    @Test
    @DisplayName(
            "what fails in the database or in our program leaves no name in the list or the log; our own fault is not repeated")
    void failures(CapturedOutput log) {
        var uid = calcom.bookedByOthers(BENS_CUT, day.instant("10:00"));
        jdbc.sql("alter table booking add constraint no_leaks check (attendee_name not like 'Leaky%') not valid")
                .update();
        try {
            told.deliver(word("BOOKING_CREATED", uid, p -> {}));
            await().untilAsserted(() -> assertThat(told.statuses(uid)).containsExactly("DEAD"));
        } finally {
            jdbc.sql("alter table booking drop constraint no_leaks").update();
        }
        assertThat(view(uid).path("error").asText())
                .isEqualTo("The database refused values that break its rule no_leaks (SQLSTATE 23514).");
        assertThat(view(uid).path("attempts").asInt()).isEqualTo(1);

        jdbc.sql(
                        "update webhook_delivery set status = 'FAILED', ended_at = null, due_at = now() + interval '1 h' where calcom_uid = :uid")
                .param("uid", uid)
                .update();
        var open = new OpenDelivery(
                UUID.fromString(told.deliveryOf(uid)),
                "",
                "salon",
                "BOOKING_CREATED",
                Instant.now(),
                Instant.now(),
                new byte[0],
                1,
                null);
        ledger.failed(open, new RuntimeException(customer, new NullPointerException(customer)));
        assertThat(told.statuses(uid)).containsExactly("DEAD");
        assertThat(view(uid).path("error").asText()).startsWith("Failed unexpectedly: NullPointerException at");
        assertThat(caller.get("/api/v1/webhook-deliveries?limit=500").text()).doesNotContain(customer, "Leaky", "PSQL");
        assertThat(log.getAll()).contains("no_leaks").doesNotContain(customer, "Leaky Person");
        caller.post("/api/v1/webhook-deliveries/" + told.deliveryOf(uid) + "/replay", "");
        assertThat(told.ours(uid)).isNotBlank();
    }

    @Test
    @DisplayName("bytes that are not UTF-8 are verified as they came and kept; no body or query is stored altered")
    void notUtf8() throws IOException {
        var raw = ("{\"triggerEvent\":\"BOOKING_CREATED\",\"payload\":{\"uid\":\"" + customer + "\",\"n\":\"\u00e4\"}}")
                .getBytes(StandardCharsets.ISO_8859_1);
        assertThat(told.deliver("", raw, Signature.of(raw, FromCalcom.SECRET))).isEqualTo(200);
        var dead = told.deliveries("DEAD").get(0);
        assertThat(dead.path("error").asText()).isEqualTo("it is not valid UTF-8");
        assertThat(jdbc.sql("select body from webhook_delivery where id = :id")
                        .param("id", UUID.fromString(dead.path("id").asText()))
                        .query(byte[].class)
                        .single())
                .isEqualTo(raw);
        raw[raw.length - 4] = (byte) 0xe5;
        assertThat(told.deliver("", raw, Signature.of("other".getBytes(StandardCharsets.UTF_8), FromCalcom.SECRET)))
                .isEqualTo(401);

        var requestBody = RequestBodies.haircut(day.at("09:00"), "ben")
                .put("notes", "\u00e4")
                .toString();
        for (var path : List.of("/api/v1/bookings", "/api/v1/bookings/bulk", "/api/v1/sync")) {
            var reply = caller.ask(
                    "POST",
                    path,
                    BodyPublishers.ofByteArray(requestBody.getBytes(StandardCharsets.ISO_8859_1)),
                    "Content-Type",
                    "application/json");
            assertThat(reply.status()).as(reply.text()).isEqualTo(400);
            assertThat(reply.about("")).contains("The body is not valid UTF-8");
        }
        assertThat(caller.get("/api/v1/bookings?attendeeEmail=%E4@example.com").status())
                .isEqualTo(400);
        var mark = caller.book(RequestBodies.haircut(day.at("09:00"), "ben").put("notes", "\u00e4 \ud83d\udcb0"));
        assertThat(mark.at("/notes")).isEqualTo("\u00e4 \ud83d\udcb0");
    }

    @Test
    @DisplayName(
            "one odd row of a list is set aside and named; the page, the pass and the watermark go on; mended, it is gone")
    void oddRow() {
        synced("incremental");
        var odd = calcom.bookedByOthers(BENS_CUT, day.instant("11:00"));
        var ours = caller.booked(RequestBodies.haircut(day.at("13:00"), "ben")).id();
        var good = calcom.bookedByOthers(BENS_CUT, day.instant("12:00"));
        var row = calcom.booking(odd);
        var ourRow = calcom.booking(uid(ours));
        var watermark = Instant.parse(watermark());
        row.end = row.start;
        ourRow.end = ourRow.start.minusSeconds(60);
        try {
            for (var mode : List.of("incremental", "full", "full")) {
                var report = synced(mode);
                assertThat(report.at("/state")).as(report.text()).isEqualTo("done");
                assertThat(report.at("/found/orphan")).as(report.text()).isEqualTo("0");
            }
            assertThat(told.ours(good)).isNotBlank();
            assertThat(books.status(ours)).isEqualTo("BOOKED");
            assertThat(Instant.parse(watermark())).isAfter(watermark);
            var drift = caller.get("/api/v1/sync/drift").json().at("/drift");
            assertThat(drift.valueStream()
                            .filter(one -> one.path("kind").asText().equals("unreadable")))
                    .extracting(one -> one.path("calcomUid").asText(), one -> one.path("state")
                            .asText())
                    .as("named once each")
                    .containsExactlyInAnyOrder(tuple(odd, "flagged"), tuple(uid(ours), "flagged"));
        } finally {
            row.end = row.start.plusSeconds(1800);
            ourRow.end = ourRow.start.plusSeconds(1800);
            row.updatedAt = Instant.now();
            ourRow.updatedAt = Instant.now();
        }
        synced("incremental");
        assertThat(told.ours(odd)).isNotBlank();
        assertThat(caller.get("/api/v1/sync/drift").text()).doesNotContain("unreadable");
        assertThat(calcom.requests(Operation.CANCEL)).isEmpty();
    }

    private com.fasterxml.jackson.databind.JsonNode view(String uid) {
        return caller.get("/api/v1/webhook-deliveries?limit=500")
                .json()
                .path("deliveries")
                .valueStream()
                .filter(one -> one.path("calcomUid").asText().equals(uid))
                .findFirst()
                .orElseThrow();
    }

    private String word(String trigger, String uid, Consumer<ObjectNode> change) {
        var body = (ObjectNode) Upstream.parsed(Deliverable.created(uid, BENS_CUT, day.instant("10:00"), customer));
        body.put("triggerEvent", trigger);
        var payload = (ObjectNode) body.path("payload");
        payload.withObject("/organizer").put("username", "ben");
        ((ObjectNode) payload.path("attendees").path(0)).put("name", "Leaky Person");
        change.accept(payload);
        return body.toString();
    }
}
