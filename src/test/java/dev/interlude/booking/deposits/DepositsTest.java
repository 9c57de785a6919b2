package dev.interlude.booking.deposits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.sandbox.fault.Fault;
import dev.interlude.sandbox.http.Operation;
import dev.interlude.support.FromCalcom;
import dev.interlude.support.Reply;
import dev.interlude.support.RequestBodies;
import dev.interlude.support.SalonTest;
import dev.interlude.support.Upstream;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@DisplayName("A booking that needs a deposit")
class DepositsTest extends SalonTest {

    @LocalServerPort
    private int port;

    private Reply booked(String time, String staff) {
        return caller.booked(RequestBodies.booking("bridal-style", day.at(time)).put("staff", staff));
    }

    private static String path(Reply booking) {
        return "/api/v1/bookings/" + booking.id() + "/deposit";
    }

    /** As if the time were over at that moment, in milliseconds from now. */
    private void ends(Reply booking, int milliseconds) {
        jdbc.sql("update booking set deposit_until = clock_timestamp() + :in * interval '1 millisecond' where id = :id")
                .param("in", milliseconds)
                .param("id", UUID.fromString(booking.id()))
                .update();
    }

    private static void require(Reply reply, int status, String code) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        assertThat(reply.code()).as(reply.text()).isEqualTo(code);
    }

    @Test
    @DisplayName("is booked, awaits it for a quarter of an hour, and stays when a payment page has confirmed it")
    void confirmed() {
        var page = with("deposit");
        var booking = booked("10:00", "anna");
        assertThat(booking.at("/status")).isEqualTo("BOOKED");
        assertThat(booking.at("/deposit/status")).isEqualTo("AWAITED");
        assertThat(OffsetDateTime.parse(booking.at("/deposit/until")).toInstant())
                .isBetween(Instant.now().plusSeconds(800), Instant.now().plusSeconds(901));
        assertThat(calcom.liveOf(booking.id())).hasSize(1);

        require(with("book", "read").post(path(booking), "{}"), 403, "FORBIDDEN");
        require(page.get("/api/v1/bookings/" + booking.id()), 403, "FORBIDDEN");
        require(page.post(path(booking), "{\"card\":\"4111\"}"), 400, "VALIDATION_FAILED");
        var key = UUID.randomUUID().toString();
        var answer = page.post(path(booking), "{}", "Idempotency-Key", key);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.at("/deposit/status")).isEqualTo("CONFIRMED");
        assertThat(answer.text()).doesNotContain("example.com");
        assertThat(page.post(path(booking), "{}", "Idempotency-Key", key).text())
                .isEqualTo(answer.text());
        assertThat(page.post(path(booking), "{}").at("/deposit/status")).isEqualTo("CONFIRMED");

        ends(booking, 0);
        var other = booked("12:00", "anna");
        ends(other, 0);
        books.awaitStatus(other.id(), "CANCELLED");
        assertThat(books.status(booking.id())).isEqualTo("BOOKED");
        assertThat(books.eventsAbout(booking.id()))
                .containsExactly("booking.created", "booking.deposit_awaited", "booking.deposit_confirmed");
        assertThat(books.history(booking.id()))
                .containsOnlyOnce("deposit confirmed")
                .containsOnlyOnce("deposit awaited");
        require(page.post("/api/v1/bookings/" + UUID.randomUUID() + "/deposit", "{}"), 404, "NOT_FOUND");
        var none = caller.booked(RequestBodies.haircut(day.at("15:00"), "ben"));
        assertThat(none.json().at("/deposit").isNull()).isTrue();
        require(page.post(path(none), "{}"), 422, "VALIDATION_FAILED");
    }

    @Test
    @DisplayName(
            "is cancelled in Cal.com when the time is over, once, also if Cal.com is silent at first; who confirms then is told so")
    void missed() {
        var booking = booked("10:00", "cleo");
        sandbox.forgetRequests();
        sandbox.faults().add(Fault.on(Operation.CANCEL).serverError(500).times(2));

        ends(booking, 0);

        books.awaitStatus(booking.id(), "CANCELLED");
        assertThat(calcom.liveOn(day)).isEmpty();
        assertThat(books.eventsAbout(booking.id()))
                .containsExactly(
                        "booking.created", "booking.deposit_awaited", "booking.deposit_missed", "booking.cancelled");
        assertThat(books.history(booking.id()))
                .containsOnlyOnce("deposit missed")
                .containsOnlyOnce("cancel asked for");
        require(with("deposit").post(path(booking), "{}"), 409, "DEPOSIT_MISSED");
        assertThat(caller.read(booking.id()).at("/deposit/status")).isEqualTo("MISSED");
        booked("10:00", "cleo");
    }

    @Test
    @DisplayName(
            "of twenty confirmations that race with the end all say the same as what happens: it stays, or it is cancelled")
    void race() {
        var page = with("deposit");
        var bookings = IntStream.range(0, 5)
                .mapToObj(i -> booked("%02d:00".formatted(9 + i), "anna"))
                .toList();
        var asked = new ArrayList<List<CompletableFuture<Reply>>>();
        for (int i = 0; i < bookings.size(); i++) {
            var booking = bookings.get(i);
            ends(booking, 20 * i);
            asked.add(IntStream.range(0, 4)
                    .mapToObj(n -> page.posting(path(booking), "{}"))
                    .toList());
        }

        for (int i = 0; i < bookings.size(); i++) {
            var booking = bookings.get(i);
            var replies = Upstream.wait(asked.get(i));
            if (books.booking(booking.id(), "deposit").equals("CONFIRMED")) {
                assertThat(replies).extracting(Reply::status).containsOnly(200);
                assertThat(books.status(booking.id())).isEqualTo("BOOKED");
            } else {
                assertThat(replies).extracting(Reply::code).containsOnly("DEPOSIT_MISSED");
                books.awaitStatus(booking.id(), "CANCELLED");
            }
        }
    }

    @Test
    @DisplayName("is cancelled by its customer as any other, and awaits nothing then")
    void cancelled() {
        var booking = booked("10:00", "anna");

        var answer = caller.cancel(booking.id());

        assertThat(answer.at("/status")).isEqualTo("CANCELLED");
        assertThat(answer.json().at("/deposit").isNull()).isTrue();
        require(with("deposit").post(path(booking), "{}"), 409, "ALREADY_CANCELLED");
        assertThat(books.eventsAbout(booking.id())).doesNotContain("booking.deposit_missed");
    }

    @Test
    @DisplayName(
            "is any of a customer who twice did not come, told by us or by Cal.com, until an operator forgives one of them")
    void noShows() {
        var email = "zoe" + UUID.randomUUID() + "@example.com";
        var shown = "/api/v1/attendees/" + Upstream.encoded(email.toUpperCase(java.util.Locale.ROOT)) + "/no-shows";
        var first = caller.booked(of(RequestBodies.haircut(day.at("10:00"), "emil"), email));
        books.begin(first.id(), calcom);
        assertThat(caller.post("/api/v1/bookings/" + first.id() + "/no-show", "{}")
                        .at("/status"))
                .isEqualTo("NO_SHOW");
        var second = caller.booked(of(RequestBodies.haircut(day.at("12:00"), "dora"), email));
        assertThat(second.json().at("/deposit").isNull()).isTrue();
        new FromCalcom(sandbox, caller, jdbc, port).deliver(absent(second.at("/segments/0/calcom/uid"), email));
        books.awaitStatus(second.id(), "NO_SHOW");

        var restricted = caller.booked(of(RequestBodies.haircut(day.at("14:00"), "ben"), email));

        assertThat(restricted.at("/deposit/status")).isEqualTo("AWAITED");
        assertThat(OffsetDateTime.parse(restricted.at("/deposit/until")).toInstant())
                .isAfter(Instant.now().plus(Duration.ofHours(23)));
        var known = caller.get(shown);
        assertThat(known.json().at("/counts").asInt()).isEqualTo(2);
        assertThat(known.json().at("/depositNeeded").asBoolean()).isTrue();
        assertThat(known.each("/noShows", "bookingId")).containsExactlyInAnyOrder(first.id(), second.id());
        require(with("book", "read").get(shown), 403, "FORBIDDEN");

        var forgive = "/api/v1/bookings/" + second.id() + "/forgive-no-show";
        require(with("book").post(forgive, "{\"reason\":\"tram\"}"), 403, "FORBIDDEN");
        require(caller.post(forgive, "{}"), 400, "VALIDATION_FAILED");
        require(
                caller.post("/api/v1/bookings/" + restricted.id() + "/forgive-no-show", "{\"reason\":\"tram\"}"),
                422,
                "VALIDATION_FAILED");
        for (int i = 0; i < 2; i++) {
            assertThat(caller.post(forgive, "{\"reason\":\"the tram broke down\"}")
                            .status())
                    .isEqualTo(200);
        }
        assertThat(caller.get(shown).json().at("/counts").asInt()).isEqualTo(1);
        assertThat(caller.get(shown).each("/noShows", "forgiven")).containsExactlyInAnyOrder("true", "false");
        assertThat(books.history(second.id())).containsOnlyOnce("no-show forgiven");
        assertThat(caller.get("/api/v1/bookings/" + second.id() + "/history").text())
                .contains("the tram broke down");
        assertThat(caller.get("/api/v1/attention/actions?limit=500").text()).contains(second.id());
        assertThat(caller.booked(of(RequestBodies.haircut(day.at("16:00"), "cleo"), email))
                        .json()
                        .at("/deposit")
                        .isNull())
                .isTrue();
    }

    private static ObjectNode of(ObjectNode body, String email) {
        ((ObjectNode) body.path("attendee")).put("email", email);
        return body;
    }

    private static String absent(String uid, String who) {
        var body = RequestBodies.object()
                .put("triggerEvent", "BOOKING_NO_SHOW_UPDATED")
                .put("createdAt", Instant.now().toString());
        var payload = body.putObject("payload")
                .put("message", "marked")
                .put("bookingUid", uid)
                .put("bookingId", 1);
        payload.putArray("attendees").addObject().put("email", who).put("noShow", true);
        return body.toString();
    }

    @Test
    @DisplayName("needs none if it was booked beyond the limits for a reason")
    void overridden() {
        var booked = caller.booked(RequestBodies.booking("bridal-style", day.at("10:00"))
                .put("priority", "emergency")
                .put("overrideReason", "the bride's mother has paid"));

        assertThat(booked.json().at("/deposit").isNull()).isTrue();
    }

    @Test
    @DisplayName("that is just being moved is cancelled after that, where it is then")
    void moving() {
        var booking = booked("10:00", "anna");
        sandbox.faults().add(Fault.on(Operation.RESCHEDULE).gate());
        var move =
                caller.posting("/api/v1/bookings/" + booking.id() + "/reschedule", RequestBodies.to(day.at("14:00")));
        await().until(() -> !sandbox.gates().waiting().isEmpty());
        assertThat(books.status(booking.id())).isEqualTo("RESCHEDULING");

        ends(booking, 0);
        sandbox.gates().releaseAll();

        assertThat(Upstream.wait(move).status()).isEqualTo(200);
        books.awaitStatus(booking.id(), "CANCELLED");
        assertThat(calcom.liveOn(day)).isEmpty();
    }
}
