package dev.interlude.calcom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.interlude.sandbox.fault.Fault;
import dev.interlude.sandbox.http.Operation;
import dev.interlude.sandbox.http.Refusal;
import dev.interlude.sandbox.model.BookingStatus;
import dev.interlude.support.AcceptanceTest;
import dev.interlude.support.Day;
import dev.interlude.support.Reply;
import dev.interlude.support.RequestBodies;
import dev.interlude.support.Upstream;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("error-handling")
@DisplayName("When Cal.com fails while something is booked")
class TroubledCalcomTest extends AcceptanceTest {

    @BeforeEach
    void alone() {
        withoutBreaker();
    }

    private static Fault onCreate(long eventType) {
        return Fault.on(Operation.CREATE).forEventType(eventType);
    }

    static Stream<Arguments> lostAnswers() {
        return Stream.of(
                arguments("silent after the work", onCreate(101).silenceAfterWork()),
                arguments("reset after the work", onCreate(101).resetAfterWork()),
                arguments("text after the work", onCreate(101).garbageAfterWork("text")),
                arguments("a page after the work", onCreate(101).garbageAfterWork("html")),
                arguments("random bytes after the work", onCreate(101).garbageAfterWork("bytes")),
                arguments("nothing after the work", onCreate(101).garbageAfterWork("empty")),
                arguments("half an answer", onCreate(101).cutBody()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lostAnswers")
    @DisplayName("a create whose answer is lost is looked up, found and adopted, not sent again")
    void adopted(String name, Fault fault) {
        sandbox.faults().add(fault);

        var booked = caller.book(RequestBodies.haircut(day.at("10:00"), "anna"));

        assertThat(booked.status()).as(booked.text()).isEqualTo(201);
        assertThat(calcom.requests(Operation.CREATE)).hasSize(1);
        assertThat(calcom.requests(Operation.LIST)).hasSize(1);
        assertThat(calcom.liveOn(day)).hasSize(1);
        assertThat(booked.at("/segments/0/calcom/uid"))
                .isEqualTo(calcom.liveOn(day).get(0).uid);
        assertThat(books.status(booked.id())).isEqualTo("BOOKED");
    }

    @Test
    @DisplayName(
            "a create that is answered by an error, a page, garbage or a reset, and was not done, is undone and says so")
    void undone() {
        sandbox.faults().add(onCreate(101).serverError(500));
        sandbox.faults().add(onCreate(102).serverError(502));
        sandbox.faults().add(onCreate(103).reset());
        sandbox.faults().add(onCreate(104).garbage("html"));
        var theirs = calcom.bookedByOthers(105, day.instant("10:00"));
        sandbox.faults().add(onCreate(105).reset());

        var replies = Upstream.wait(Stream.of("anna", "ben", "cleo", "dora", "emil")
                .map(staff -> caller.booking(RequestBodies.haircut(day.at("10:00"), staff)))
                .toList());

        assertThat(replies).extracting(Reply::status).containsExactly(503, 503, 503, 502, 503);
        assertThat(replies).extracting(Reply::code).containsOnly("CALCOM_UNAVAILABLE", "CALCOM_MALFORMED");
        assertThat(replies).allSatisfy(r -> {
            assertThat(r.at("/detail")).contains("still being undone");
            assertThat(r.text()).doesNotContain("gateway", "nginx", "Internal server error");
        });
        assertThat(replies.get(0).header("Retry-After")).matches("\\d+");
        assertThat(books.bookingsOn(day)).hasSize(5).allSatisfy(id -> {
            assertThat(books.status(id)).as("nothing is certain yet").isEqualTo("COMPENSATING");
            assertThat(books.holds(id)).as("the time stays held until it is").hasSize(1);
        });
        books.bookingsOn(day).forEach(id -> books.awaitStatus(id, "COMPENSATED"));
        assertThat(calcom.requests(Operation.CREATE)).as("never sent again").hasSize(5);
        assertThat(calcom.liveOn(day))
                .as("another customer's booking of the same time was not taken for ours")
                .extracting(b -> b.uid)
                .containsExactly(theirs);
        assertThat(calcom.requests(Operation.CANCEL)).isEmpty();
    }

    @Test
    @DisplayName("a refusal that is not about the time is ours to explain, and not the caller's to read")
    void refused() {
        sandbox.faults().add(onCreate(101).refuse(Refusal.unauthorized("Invalid API Key cal_live_secret")));
        sandbox.faults().add(onCreate(102).refuse(Refusal.notFound("Event type with id 102 not found.")));

        var replies = List.of(
                caller.book(RequestBodies.haircut(day.at("10:00"), "anna")),
                caller.book(RequestBodies.haircut(day.at("10:00"), "ben")));

        assertThat(replies).allSatisfy(r -> {
            assertThat(r.status()).isEqualTo(502);
            assertThat(r.code()).isEqualTo("CALCOM_REJECTED");
            assertThat(r.text()).doesNotContain("secret", "102");
        });
        assertThat(books.bookingsOn(day)).hasSize(2).allSatisfy(id -> assertThat(books.status(id))
                .isEqualTo("COMPENSATED"));
        assertThat(calcom.writes()).hasSize(2);
    }

    @Test
    @DisplayName("one segment silent for ever: the other is cancelled at once, the doubtful one when it is certain")
    void silent() {
        sandbox.faults().add(onCreate(212).silence().forever());
        var body = RequestBodies.colourAndStyle(day.at("09:00"), day.at("10:15"), "ben");

        var reply = caller.book(body);

        assertThat(reply.status()).as(reply.text()).isEqualTo(503);
        assertThat(reply.code()).isEqualTo("CALCOM_UNAVAILABLE");
        assertThat(reply.at("/detail")).contains("still being undone");
        assertThat(reply.header("Retry-After")).isEqualTo(reply.at("/retryAfterSeconds"));
        var id = books.bookingsOn(day).get(0);
        assertThat(caller.read(id).at("/status")).isEqualTo("COMPENSATING");
        assertThat(books.segments(id, "status")).containsExactly("RELEASED", "RELEASING");
        assertThat(books.holds(id)).containsExactly("ben " + day.at("10:15"));
        assertThat(caller.book(RequestBodies.haircut(day.at("10:15"), "ben")).status())
                .as("nobody else gets what may still be booked")
                .isEqualTo(409);
        books.awaitStatus(id, "COMPENSATED");
        books.awaitNoOpenSaga();
        assertThat(books.saga(id)).isEqualTo("COMPENSATED");
        assertThat(books.segments(id, "status")).containsExactly("RELEASED", "RELEASED");
        assertThat(calcom.rowsOf(id)).hasSize(1).allMatch(b -> b.status == BookingStatus.CANCELLED);
    }

    @Test
    @DisplayName("all silent: the caller is answered within the limit, the state is honest, and later nothing is left")
    void allSilent() {
        var fault = sandbox.faults().add(Fault.on(null).silence().forever());

        var reply = caller.book(RequestBodies.haircut(day.at("10:00"), "cleo"));

        assertThat(reply.status()).as(reply.text()).isIn(202, 503);
        var id = books.bookingsOn(day).get(0);
        assertThat(caller.read(id).at("/status")).isIn("BOOKING", "COMPENSATING");
        assertThat(calcom.requests(Operation.CREATE)).hasSize(1);

        sandbox.faults().remove(fault);
        books.awaitStatus(id, "COMPENSATED");
        assertThat(books.holds(id)).isEmpty();
        assertThat(calcom.rowsOf(id)).isEmpty();
    }

    @Test
    @DisplayName("a create that Cal.com does only after it was given up is found and cancelled")
    void lateSuccess() {
        sandbox.faults().add(onCreate(105).late(3_200));

        var reply = caller.book(RequestBodies.haircut(day.at("10:00"), "emil"));

        assertThat(reply.status()).as(reply.text()).isEqualTo(503);
        var id = books.bookingsOn(day).get(0);
        assertThat(books.status(id)).isEqualTo("COMPENSATING");
        assertThat(calcom.rowsOf(id)).as("not done yet").isEmpty();
        books.awaitStatus(id, "COMPENSATED");
        assertThat(calcom.rowsOf(id)).hasSize(1).allSatisfy(row -> {
            assertThat(row.status).isEqualTo(BookingStatus.CANCELLED);
            assertThat(row.cancellationReason).isEqualTo("could not be booked as a whole");
        });
    }

    @Test
    @DisplayName("beyond the answer limit the caller is told that it goes on, and later that it is booked")
    void answerLimit() {
        sandbox.faults().add(onCreate(104).silenceAfterWork());
        sandbox.faults()
                .add(Fault.on(Operation.LIST).forEventType(104).silence().times(2));
        sandbox.faults().add(Fault.on(Operation.LIST).forEventType(104).late(1_500));

        var reply = caller.book(RequestBodies.haircut(day.at("10:00"), "dora"));

        assertThat(reply.status()).as(reply.text()).isEqualTo(202);
        assertThat(reply.at("/status")).isEqualTo("BOOKING");
        assertThat(reply.header("Location")).isEqualTo("/api/v1/bookings/" + reply.id());
        books.awaitStatus(reply.id(), "BOOKED");
        assertThat(caller.read(reply.id()).at("/status")).isEqualTo("BOOKED");
        assertThat(calcom.liveOf(reply.id())).hasSize(1);
        assertThat(calcom.requests(Operation.CREATE)).hasSize(1);
    }

    @Test
    @DisplayName(
            "after a failure a repeat with the same Idempotency-Key books only once the attempt is undone, and books once")
    void triedAgain() {
        sandbox.faults().add(onCreate(103).serverError(500));
        var body = RequestBodies.haircut(day.at("10:00"), "cleo");

        var first = caller.book(body, "Idempotency-Key", "again " + day);
        var second = caller.bookAgainAsTold(body, "Idempotency-Key", "again " + day);
        var third = caller.book(body, "Idempotency-Key", "again " + day);

        assertThat(first.status()).isEqualTo(503);
        assertThat(books.bookingsOn(day))
                .as("booked after the first was undone")
                .extracting(books::status)
                .containsExactlyInAnyOrder("COMPENSATED", "BOOKED");
        assertThat(second.status()).as(second.text()).isEqualTo(201);
        assertThat(second.header("Idempotent-Replayed")).isNull();
        assertThat(books.bookingsOn(day)).hasSize(2).contains(second.id());
        assertThat(third.id()).isEqualTo(second.id());
        assertThat(third.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(calcom.liveOn(day)).hasSize(1);
    }

    @Test
    @DisplayName("offers are not guessed: without slots the search says that Cal.com cannot be reached")
    void noSlots() {
        var unread = Day.ofFreshWeek();
        sandbox.faults().add(Fault.on(Operation.SLOTS).serverError(503).forever());

        var down = caller.offers("haircut", unread);

        assertThat(down.status()).as(down.text()).isEqualTo(503);
        assertThat(down.code()).isEqualTo("CALCOM_UNAVAILABLE");
        assertThat(down.header("Retry-After")).matches("\\d+");

        sandbox.faults().clear();
        await("up again").until(() -> caller.offers("haircut", unread).status() == 200);
    }
}
