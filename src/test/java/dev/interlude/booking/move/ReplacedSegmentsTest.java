package dev.interlude.booking.move;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.sandbox.fault.Fault;
import dev.interlude.sandbox.http.Operation;
import dev.interlude.sandbox.http.Refusal;
import dev.interlude.sandbox.webhook.Trouble;
import dev.interlude.support.BothSides;
import dev.interlude.support.RequestBodies;
import dev.interlude.support.Upstream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
@DisplayName("A booking of which a segment is booked anew")
class ReplacedSegmentsTest extends BothSides {

    @BeforeEach
    void alone() {
        withoutBreaker();
    }

    @Test
    @DisplayName("with another person keeps its id: the new one is booked before the old one is cancelled")
    void otherPerson() {
        var before = caller.booked(RequestBodies.haircut(day.at("10:00"), "anna"));
        sandbox.forgetRequests();

        var moved = caller.move(before.id(), to("10:00", "cut", "ben"));

        assertThat(moved.status()).as(moved.text()).isEqualTo(200);
        assertThat(moved.id()).isEqualTo(before.id());
        assertThat(moved.each("/segments", "staff")).containsExactly("ben");
        assertThat(moved.at("/start")).isEqualTo(before.at("/start"));
        assertThat(calcom.writes()).extracting(r -> r.operation()).containsExactly(Operation.CREATE, Operation.CANCEL);
        assertThat(calcom.liveOf(before.id())).extracting(b -> b.eventTypeId).containsExactly(102L);
        assertThat(books.holds(before.id())).containsExactly("ben " + day.at("10:00"));
        assertThat(books.eventsAbout(before.id())).containsExactly("booking.created", "booking.rescheduled");
        assertThat(caller.read(before.id()).json()).isEqualTo(moved.json());
        assertThat(caller.booked(RequestBodies.haircut(day.at("10:00"), "anna")).status())
                .as("the old time is free")
                .isEqualTo(201);
    }

    @Test
    @DisplayName(
            "can change a person and the time of all at once, and its person again later; then be moved and cancelled")
    void personAndTime() {
        var id = composite();

        var moved = caller.move(id, to("12:00", "style", "anna"));
        var again = caller.move(id, to("12:00", "style", "ben"));

        assertThat(moved.status()).as(moved.text()).isEqualTo(200);
        assertThat(moved.each("/segments", "start")).containsExactly(day.shown("12:00"), day.shown("13:15"));
        assertThat(moved.each("/segments", "staff")).containsExactly("anna", "anna");
        assertThat(again.each("/segments", "staff")).as(again.text()).containsExactly("anna", "ben");
        assertThat(calcom.liveOf(id)).hasSize(2);
        assertThat(caller.move(id, RequestBodies.to(day.at("14:00"))).status()).isEqualTo(200);
        assertThat(caller.cancel(id).at("/status")).isEqualTo("CANCELLED");
        assertThat(calcom.liveOf(id)).isEmpty();
    }

    @Test
    @DisplayName(
            "stays as it was when Cal.com refuses the new person: nothing is cancelled, what has moved is moved back")
    void refused() {
        var id = composite();
        var before = caller.read(id);
        sandbox.faults().add(Fault.on(Operation.CREATE).refuse(Refusal.slotTaken()));

        var refused = caller.move(id, to("12:00", "style", "anna"));

        assertThat(refused.status()).as(refused.text()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("SLOT_UNAVAILABLE");
        books.awaitStatus(id, "BOOKED");
        var after = caller.read(id);
        assertThat(after.each("/segments", "staff")).containsExactly("anna", "ben");
        assertThat(after.each("/segments", "start")).isEqualTo(before.each("/segments", "start"));
        assertThat(calcom.requests(Operation.CANCEL)).isEmpty();
        assertThat(books.holds(id)).containsExactly("anna " + day.at("09:00"), "ben " + day.at("10:15"));
        assertThat(books.history(id)).endsWith("stayed where it was");
    }

    @Test
    @DisplayName("stays as it was when Cal.com is silent about the new person, and what it booked unseen is cancelled")
    void silent() {
        var id = caller.booked(RequestBodies.haircut(day.at("10:00"), "anna")).id();
        sandbox.faults().add(Fault.on(Operation.CREATE).silenceAfterWork().times(1));
        sandbox.faults().add(Fault.on(Operation.LIST).serverError(500).times(3));

        var reply = caller.move(id, to("10:00", "cut", "ben"));

        assertThat(reply.status()).as(reply.text()).isIn(202, 503, 502);
        books.awaitStatus(id, "BOOKED");
        books.awaitNoOpenSaga();
        assertThat(caller.read(id).each("/segments", "staff")).containsExactly("anna");
        assertThat(calcom.liveOf(id)).extracting(b -> b.eventTypeId).containsExactly(101L);
    }

    @Test
    @DisplayName("has its new person at once although the old booking cannot be cancelled yet; that is done later")
    void oldUnreachable() {
        var id = caller.booked(RequestBodies.haircut(day.at("10:00"), "anna")).id();
        var fault =
                sandbox.faults().add(Fault.on(Operation.CANCEL).serverError(503).forever());

        var moved = caller.move(id, to("10:00", "cut", "ben"));

        assertThat(moved.status()).as(moved.text()).isEqualTo(200);
        assertThat(moved.at("/status")).isEqualTo("BOOKED");
        assertThat(moved.each("/segments", "staff")).containsExactly("ben");
        assertThat(books.holds(id)).as("nobody else gets the old time yet").hasSize(2);
        sandbox.faults().remove(fault);
        books.awaitNoOpenSaga();
        assertThat(calcom.liveOf(id)).extracting(b -> b.eventTypeId).containsExactly(102L);
        assertThat(books.holds(id)).containsExactly("ben " + day.at("10:00"));
    }

    @Test
    @DisplayName("is booked once however often it is asked for")
    void askedTwice() {
        var id = caller.booked(RequestBodies.haircut(day.at("10:00"), "anna")).id();
        var path = "/api/v1/bookings/" + id + "/reschedule";
        sandbox.forgetRequests();

        var first = caller.posting(path, to("10:00", "cut", "ben"), "Idempotency-Key", "twice-" + id);
        var second = caller.posting(path, to("10:00", "cut", "ben"), "Idempotency-Key", "twice-" + id);

        assertThat(Upstream.wait(first).json()).isEqualTo(Upstream.wait(second).json());
        assertThat(Upstream.wait(first).status()).isEqualTo(200);
        assertThat(calcom.requests(Operation.CREATE)).hasSize(1);
        assertThat(caller.move(id, to("10:00", "cut", "ben")).status()).isEqualTo(200);
        assertThat(calcom.requests(Operation.CREATE)).as("it is so already").hasSize(1);
    }

    @Test
    @DisplayName(
            "because Cal.com lost it is named when a move is asked for, and nothing is moved; with repair it is booked anew")
    void repaired() {
        var id = caller.booked(
                        RequestBodies.booking("full-treatment", day.at("10:00")).put("staff", "cleo"))
                .id();
        var lost = books.segments(id, "calcom_uid").get(1);
        calcom.cancelledByOthers(lost);
        synced("incremental");
        await().untilAsserted(
                        () -> assertThat(books.segments(id, "status").get(1)).isEqualTo("CANCELLED"));
        sandbox.forgetRequests();
        assertThat(caller.get("/api/v1/sync/drift").each("/drift", "bookingId")).contains(id);

        var refused = caller.move(id, RequestBodies.to(day.at("11:00")));

        assertThat(refused.status()).as(refused.text()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("SEGMENT_MISSING");
        var key = caller.read(id).each("/segments", "key").get(1);
        assertThat(refused.about("/repair")).contains("book " + key + " with cleo anew");
        assertThat(books.status(id)).isEqualTo("BOOKED");
        assertThat(calcom.writes()).as("untouched").isEmpty();

        var repaired = caller.move(id, RequestBodies.to(day.at("10:00")).put("repair", true));

        assertThat(repaired.status()).as(repaired.text()).isEqualTo(200);
        assertThat(repaired.each("/segments", "status")).containsOnly("BOOKED");
        assertThat(calcom.writes()).as("only what is missing").hasSize(1);
        assertThat(calcom.liveOf(id)).hasSize(3);
        assertThat(caller.get("/api/v1/sync/drift").each("/drift", "bookingId"))
                .as("nobody has to look at it any more")
                .doesNotContain(id);

        var again = sandbox.pages().rebook(lost, day.instant("15:00").toString());
        synced("incremental");
        await().untilAsserted(() -> assertThat(caller.get("/api/v1/sync/drift").each("/drift", "bookingId"))
                .as("the lost one is back beside the one that took its place: a person has to look")
                .contains(id));
        assertThat(books.segments(id, "status")).containsExactly("BOOKED", "BOOKED", "BOOKED");
        calcom.cancelledByOthers(again);
        synced("incremental");

        var moved = caller.move(id, RequestBodies.to(day.at("11:00")));
        assertThat(moved.status()).as(moved.text()).isEqualTo(200);
        assertThat(moved.at("/start")).isEqualTo(day.shown("11:00"));
    }

    @Test
    @DisplayName("because Cal.com lost it unseen is named too, and at once the rest stands where it stood")
    void lostUnseen() {
        sandbox.webhooks(Trouble.losing(1, 1));
        var id = caller.booked(
                        RequestBodies.booking("full-treatment", day.at("10:00")).put("staff", "cleo"))
                .id();
        var before = caller.read(id);
        calcom.cancelledByOthers(books.segments(id, "calcom_uid").get(0));

        var refused = caller.move(id, RequestBodies.to(day.at("14:00")));

        assertThat(refused.status()).as(refused.text()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("SEGMENT_MISSING");
        assertThat(refused.at("/detail")).contains("cleo").doesNotContain("still being undone");
        assertThat(books.status(id)).isEqualTo("BOOKED");
        assertThat(caller.read(id).each("/segments", "start")).isEqualTo(before.each("/segments", "start"));
        synced("incremental");
        await().untilAsserted(
                        () -> assertThat(books.segments(id, "status").get(0)).isEqualTo("CANCELLED"));
    }

    @AfterEach
    void listenAgain() {
        sandbox.webhooks(Trouble.NONE);
    }

    private String composite() {
        var id = caller.booked(RequestBodies.colourAndStyle(day.at("09:00"), day.at("10:15"), "ben"))
                .id();
        sandbox.forgetRequests();
        return id;
    }

    private ObjectNode to(String time, String segment, String staff) {
        var body = RequestBodies.to(day.at(time));
        body.putArray("segments").addObject().put("key", segment).put("staff", staff);
        return body;
    }
}
