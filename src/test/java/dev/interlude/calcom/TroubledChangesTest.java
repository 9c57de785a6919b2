package dev.interlude.calcom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlude.sandbox.fault.Fault;
import dev.interlude.sandbox.http.Operation;
import dev.interlude.sandbox.http.Refusal;
import dev.interlude.sandbox.log.Received;
import dev.interlude.sandbox.model.BookingStatus;
import dev.interlude.support.AcceptanceTest;
import dev.interlude.support.RequestBodies;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("error-handling")
@DisplayName("When Cal.com fails while something is cancelled or moved")
class TroubledChangesTest extends AcceptanceTest {

    @BeforeEach
    void alone() {
        withoutBreaker();
    }

    private String composite() {
        var id = caller.booked(RequestBodies.colourAndStyle(day.at("09:00"), day.at("10:15"), "ben"))
                .id();
        sandbox.forgetRequests();
        return id;
    }

    private String haircut() {
        var id = caller.booked(RequestBodies.haircut(day.at("10:00"), "anna")).id();
        sandbox.forgetRequests();
        return id;
    }

    @Test
    @DisplayName("a cancellation that does not reach it is pending, holds its time, and is done when it does")
    void cancelUnreachable() {
        var id = haircut();
        var fault = sandbox.faults().add(Fault.on(Operation.CANCEL).reset().forever());

        var pending = caller.cancel(id);

        assertThat(pending.status()).as(pending.text()).isEqualTo(202);
        assertThat(pending.at("/status")).isEqualTo("CANCEL_PENDING");
        assertThat(caller.read(id).at("/status")).isEqualTo("CANCEL_PENDING");
        assertThat(books.holds(id)).containsExactly("anna " + day.at("10:00"));
        assertThat(calcom.liveOf(id)).hasSize(1);
        assertThat(caller.offers("haircut", day, "staff", "anna").starts()).doesNotContain(day.shown("10:00"));
        assertThat(caller.cancel(id).status()).as("asked again").isEqualTo(202);
        assertThat(caller.move(id, RequestBodies.to(day.at("14:00"))).code()).isEqualTo("ALREADY_CANCELLED");

        sandbox.faults().remove(fault);
        books.awaitStatus(id, "CANCELLED");
        assertThat(books.holds(id)).isEmpty();
        assertThat(calcom.liveOf(id)).isEmpty();
        assertThat(caller.cancel(id).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("a cancellation whose answer is lost is asked again at once, and cancelled already counts as done")
    void cancelAnswerLost() {
        var id = haircut();
        sandbox.faults().add(Fault.on(Operation.CANCEL).resetAfterWork());

        assertThat(caller.cancel(id).status()).isEqualTo(200);

        assertThat(books.status(id)).isEqualTo("CANCELLED");
        assertThat(calcom.requests(Operation.CANCEL))
                .extracting(Received::status)
                .containsExactly(null, 400);
    }

    @Test
    @DisplayName("of a composite one segment can be cancelled and the other cannot yet: the answer shows which")
    void cancelHalf() {
        var id = composite();
        sandbox.faults()
                .add(Fault.on(Operation.CANCEL)
                        .forEventType(212)
                        .serverError(503)
                        .times(2));

        var pending = caller.cancel(id);

        assertThat(pending.status()).as(pending.text()).isEqualTo(202);
        assertThat(pending.at("/status")).isEqualTo("CANCEL_PENDING");
        assertThat(pending.each("/segments", "status")).containsExactly("CANCELLED", "BOOKED");
        assertThat(books.holds(id)).containsExactly("ben " + day.at("10:15"));
        books.awaitStatus(id, "CANCELLED");
        assertThat(books.segments(id, "status")).containsExactly("CANCELLED", "CANCELLED");
        assertThat(calcom.requests(Operation.CANCEL)).hasSize(4);
    }

    @Test
    @DisplayName("a move refused for the second segment moves the first back: same times, same holds, the refusal told")
    void moveRefused() {
        var id = composite();
        var before = caller.read(id);
        sandbox.faults().add(Fault.on(Operation.RESCHEDULE).skip(1).refuse(Refusal.slotTaken()));

        var refused = caller.move(id, RequestBodies.to(day.at("14:00")));

        assertThat(refused.status()).as(refused.text()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("SLOT_UNAVAILABLE");
        assertThat(refused.json().path("alternatives")).isNotEmpty();
        var moves = calcom.requests(Operation.RESCHEDULE);
        assertThat(moves).extracting(Received::status).containsExactly(201, 400, 201);
        assertThat(moves.get(2).eventTypeId())
                .as("the first moved back")
                .isEqualTo(moves.get(0).eventTypeId());

        var after = caller.read(id);
        assertThat(after.at("/status")).isEqualTo("BOOKED");
        assertThat(after.each("/segments", "start")).isEqualTo(before.each("/segments", "start"));
        assertThat(books.holds(id)).containsExactly("anna " + day.at("09:00"), "ben " + day.at("10:15"));
        assertThat(books.history(id)).endsWith("move asked for", "move refused", "stayed where it was");
        var live = calcom.liveOf(id);
        assertThat(live).extracting(b -> b.uid).isEqualTo(after.each("/segments", "calcom/uid"));
        assertThat(live).extracting(b -> b.start).containsExactly(day.instant("09:00"), day.instant("10:15"));
        assertThat(caller.booked(RequestBodies.haircut(day.at("14:00"), "anna")).status())
                .as("the new time is free again")
                .isEqualTo(201);
        assertThat(caller.move(id, RequestBodies.to(day.at("15:00"))).status())
                .as("it can still be moved")
                .isEqualTo(200);
    }

    @Test
    @DisplayName(
            "a move over its own times that is refused at the end is taken back in reverse, each onto the time left before")
    void moveRefusedAtTheEnd() {
        var body = RequestBodies.booking("full-treatment", day.at("10:00")).put("staff", "cleo");
        var before = caller.booked(body);
        sandbox.faults().add(Fault.on(Operation.RESCHEDULE).skip(2).refuse(Refusal.bookingConflict()));

        var refused = caller.move(before.id(), RequestBodies.to(day.at("11:00")));

        assertThat(refused.status()).as(refused.text()).isEqualTo(409);
        assertThat(refused.at("/detail")).doesNotContain("still being undone");
        assertThat(calcom.requests(Operation.RESCHEDULE))
                .extracting(Received::status)
                .containsExactly(201, 201, 409, 201, 201);
        assertThat(caller.read(before.id()).each("/segments", "start")).isEqualTo(before.each("/segments", "start"));
        assertThat(books.holds(before.id())).hasSize(3);
    }

    @Test
    @DisplayName("a time that is taken already is refused before anything is moved")
    void moveToTakenTime() {
        var id = composite();
        caller.booked(RequestBodies.haircut(day.at("15:15"), "ben"));
        var before = caller.read(id).json();
        sandbox.forgetRequests();

        var refused = caller.move(
                id,
                RequestBodies.to(day.at("14:00"))
                        .set(
                                "segments",
                                RequestBodies.array()
                                        .add(RequestBodies.object()
                                                .put("key", "style")
                                                .put("start", day.at("15:15")))));

        assertThat(refused.status()).as(refused.text()).isEqualTo(409);
        assertThat(calcom.writes()).isEmpty();
        assertThat(caller.read(id).json()).isEqualTo(before);
    }

    @Test
    @DisplayName("a move whose answer is lost is followed to the new booking and adopted")
    void moveAnswerLost() {
        var id = composite();
        sandbox.faults().add(Fault.on(Operation.RESCHEDULE).forEventType(201).resetAfterWork());
        sandbox.faults().add(Fault.on(Operation.RESCHEDULE).forEventType(212).garbageAfterWork("html"));

        var moved = caller.move(id, RequestBodies.to(day.at("14:00")));

        assertThat(moved.status()).as(moved.text()).isEqualTo(200);
        assertThat(moved.each("/segments", "start")).containsExactly(day.shown("14:00"), day.shown("15:15"));
        assertThat(calcom.liveOf(id)).extracting(b -> b.uid).isEqualTo(moved.each("/segments", "calcom/uid"));
        assertThat(calcom.requests(Operation.RESCHEDULE)).as("each sent once").hasSize(2);
        assertThat(books.holds(id)).containsExactly("anna " + day.at("14:00"), "ben " + day.at("15:15"));
    }

    @Test
    @DisplayName("a move that is never answered and was not done stays where it was, once that is certain")
    void moveSilent() {
        var id = haircut();
        sandbox.faults().add(Fault.on(Operation.RESCHEDULE).silence());

        var reply = caller.move(id, RequestBodies.to(day.at("14:00")));

        assertThat(reply.status()).as(reply.text()).isEqualTo(503);
        assertThat(caller.read(id).at("/status")).isEqualTo("RESCHEDULING");
        assertThat(caller.read(id).at("/start")).isEqualTo(day.shown("10:00"));
        assertThat(books.holds(id)).as("both, as nobody knows").hasSize(2);
        assertThat(caller.cancel(id).code()).isEqualTo("IN_PROGRESS");
        books.awaitStatus(id, "BOOKED");
        assertThat(books.holds(id)).containsExactly("anna " + day.at("10:00"));
        assertThat(calcom.liveOf(id)).extracting(b -> b.start).containsExactly(day.instant("10:00"));
        assertThat(caller.cancel(id).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("a move that Cal.com does only after it was given up is moved back")
    void moveLate() {
        var id = haircut();
        sandbox.faults().add(Fault.on(Operation.RESCHEDULE).late(3_200));

        assertThat(caller.move(id, RequestBodies.to(day.at("14:00"))).status()).isEqualTo(503);

        books.awaitStatus(id, "BOOKED");
        assertThat(calcom.rowsOf(id)).hasSize(3);
        assertThat(calcom.liveOf(id)).hasSize(1).allSatisfy(row -> {
            assertThat(row.start).isEqualTo(day.instant("10:00"));
            assertThat(row.uid).isEqualTo(books.segments(id, "calcom_uid").get(0));
        });
    }

    @Test
    @DisplayName("while nobody can ask whether the new time is free, nothing moves")
    void moveWithoutSlots() {
        var id = haircut();
        sandbox.faults().add(Fault.on(Operation.SLOTS).reset().forever());

        var reply = caller.move(id, RequestBodies.to(day.at("14:00")));

        assertThat(reply.status()).as(reply.text()).isEqualTo(503);
        assertThat(calcom.writes()).isEmpty();
        assertThat(caller.read(id).at("/status")).isEqualTo("BOOKED");
    }

    @Test
    @DisplayName("a slow move of many segments goes on after the answer limit and arrives")
    void moveBeyondTheLimit() {
        var id = caller.booked(RequestBodies.booking("perm", day.at("09:00"))).id();
        sandbox.faults().add(Fault.on(Operation.RESCHEDULE).late(2_200).times(4));

        var reply = caller.move(id, RequestBodies.to(day.at("14:00")));

        assertThat(reply.status()).as(reply.text()).isEqualTo(202);
        assertThat(reply.at("/status")).isEqualTo("RESCHEDULING");
        books.awaitStatus(id, "BOOKED");
        assertThat(caller.read(id).at("/start")).isEqualTo(day.shown("14:00"));
        assertThat(calcom.rowsOf(id))
                .filteredOn(b -> b.status == BookingStatus.CANCELLED)
                .hasSize(4);
    }
}
