package dev.interlude.booking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlude.sandbox.fault.Fault;
import dev.interlude.sandbox.http.Operation;
import dev.interlude.sandbox.http.Refusal;
import dev.interlude.support.AcceptanceTest;
import dev.interlude.support.Reply;
import dev.interlude.support.RequestBodies;
import dev.interlude.support.Upstream;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("error-handling")
@DisplayName("Under one Idempotency-Key")
class BookedOnceTest extends AcceptanceTest {

    private final String key = UUID.randomUUID().toString();

    @Test
    @DisplayName("a booking is made once, and a repeat gets the same answer, marked as a replay")
    void repeats() {
        var requestBody = RequestBodies.colourAndStyle(day.at("09:00"), day.at("10:15"), "ben");

        var first = caller.book(requestBody, "Idempotency-Key", key);
        caller.cancel(first.id());
        var again = caller.book(requestBody, "Idempotency-Key", key);

        assertThat(first.status()).as(first.text()).isEqualTo(201);
        assertThat(first.header("Idempotent-Replayed")).isNull();
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(again.header("Location")).isEqualTo(first.header("Location")).endsWith(first.id());
        assertThat(again.text())
                .as("as it was then, also after it was cancelled")
                .isEqualTo(first.text());
        assertThat(books.bookingsOn(day)).containsExactly(first.id());
        assertThat(calcom.requests(Operation.CREATE)).hasSize(2);
    }

    @Test
    @DisplayName("another body is refused, as is the same body for another purpose")
    void otherBody() {
        var id = caller.book(RequestBodies.haircut(day.at("09:00"), "anna"), "Idempotency-Key", key)
                .id();

        var other = caller.book(RequestBodies.haircut(day.at("10:00"), "anna"), "Idempotency-Key", key);
        var elsewhere = caller.post("/api/v1/bookings/" + id + "/cancel", "{}", "Idempotency-Key", key);

        for (var reply : new Reply[] {other, elsewhere}) {
            assertThat(reply.status()).as(reply.text()).isEqualTo(422);
            assertThat(reply.code()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
        }
        assertThat(calcom.liveOn(day)).hasSize(1);
    }

    @Test
    @DisplayName("ten equal requests at once make one booking and get one answer")
    void atOnce() {
        sandbox.faults().add(Fault.on(Operation.CREATE).late(400));
        var requestBody = RequestBodies.haircut(day.at("10:00"), "dora");

        var replies = Upstream.wait(IntStream.range(0, 10)
                .mapToObj(i -> caller.booking(requestBody, "Idempotency-Key", key))
                .toList());

        assertThat(replies).extracting(Reply::status).containsOnly(201);
        assertThat(replies).extracting(Reply::text).containsOnly(replies.get(0).text());
        assertThat(replies)
                .filteredOn(r -> r.header("Idempotent-Replayed") == null)
                .hasSize(1);
        assertThat(calcom.requests(Operation.CREATE)).hasSize(1);
        assertThat(books.bookingsOn(day)).hasSize(1);
    }

    @Test
    @DisplayName("a refusal is kept too, even when the time becomes free")
    void refusal() {
        sandbox.faults().add(Fault.on(Operation.CREATE).refuse(Refusal.slotTaken()));
        var requestBody = RequestBodies.haircut(day.at("10:00"), "emil");

        var first = caller.book(requestBody, "Idempotency-Key", key);
        var again = caller.book(requestBody, "Idempotency-Key", key);

        assertThat(first.status()).isEqualTo(409);
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(calcom.requests(Operation.CREATE)).hasSize(1);
        assertThat(caller.book(requestBody, "Idempotency-Key", key + "2").status())
                .isEqualTo(201);
    }

    @Test
    @DisplayName("a body that was wrong may be corrected")
    void corrected() {
        var requestBody = RequestBodies.haircut(day.at("10:00"), "anna");
        var wrong = requestBody.deepCopy();
        wrong.remove("start");

        assertThat(caller.book(wrong, "Idempotency-Key", key).status()).isEqualTo(400);
        assertThat(caller.book(requestBody, "Idempotency-Key", key).status()).isEqualTo(201);
    }

    @Test
    @DisplayName("a move and a cancellation happen once as well")
    void changes() {
        var path = "/api/v1/bookings/"
                + caller.booked(RequestBodies.haircut(day.at("10:00"), "anna")).id();

        var moved = caller.post(path + "/reschedule", RequestBodies.to(day.at("12:00")), "Idempotency-Key", key);
        caller.post(path + "/reschedule", RequestBodies.to(day.at("15:00")));
        var again = caller.post(path + "/reschedule", RequestBodies.to(day.at("12:00")), "Idempotency-Key", key);

        assertThat(again.text()).isEqualTo(moved.text());
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(caller.get(path).at("/start")).as("not moved again").isEqualTo(day.shown("15:00"));
        var cancelled = caller.post(path + "/cancel", "{}", "Idempotency-Key", key + "2");
        assertThat(caller.post(path + "/cancel", "{}", "Idempotency-Key", key + "2")
                        .text())
                .isEqualTo(cancelled.text());
        assertThat(calcom.requests(Operation.CANCEL)).hasSize(1);
        assertThat(calcom.requests(Operation.RESCHEDULE)).hasSize(2);
    }

    @Test
    @DisplayName("of one caller another caller's request is another request")
    void ofEachCaller() {
        var other = RequestBodies.object().put("name", "other-" + day);
        other.putArray("roles").add("book");
        var second = caller.with(caller.post("/api/v1/keys", other).at("/key"));

        var mine = caller.book(RequestBodies.haircut(day.at("10:00"), "anna"), "Idempotency-Key", key);
        var theirs = second.book(RequestBodies.haircut(day.at("10:00"), "ben"), "Idempotency-Key", key);

        assertThat(mine.status()).isEqualTo(201);
        assertThat(theirs.status()).as(theirs.text()).isEqualTo(201);
        assertThat(theirs.id()).isNotEqualTo(mine.id());
    }

    @Test
    @DisplayName("that is longer than 255 characters nothing is done")
    void tooLong() {
        var reply = caller.book(RequestBodies.haircut(day.at("10:00"), "anna"), "Idempotency-Key", "k".repeat(256));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.about("Idempotency-Key")).contains("1 to 255");
        assertThat(books.bookingsOn(day)).isEmpty();
    }
}
