package dev.interlude.absences;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.booking.jdbc.BookingReader;
import dev.interlude.platform.problems.Refused;
import dev.interlude.sandbox.fault.Fault;
import dev.interlude.sandbox.http.Operation;
import dev.interlude.sandbox.http.Refusal;
import dev.interlude.support.Day;
import dev.interlude.support.Reply;
import dev.interlude.support.RequestBodies;
import dev.interlude.support.Upstream;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("What was chosen for appointments that an absence concerns")
class AppliedTest extends AbsenceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Autowired
    private AbsenceItems absenceItems;

    @Autowired
    private BookingReader reader;

    @Autowired
    private UnsettledAbsences unsettled;

    @Autowired
    private MeterRegistry meters;

    @Test
    @DisplayName(
            "is done, each on its own: moved as proposed, cancelled, or kept; then nothing needs attention any more")
    void done() {
        var toMove = caller.booked(RequestBodies.haircut(day.at("10:00"), "anna"));
        var toCancel = caller.booked(RequestBodies.haircut(day.at("11:00"), "anna"));
        var toKeep = caller.booked(RequestBodies.haircut(day.at("12:00"), "anna"));
        var away = away("anna", "09:00", "18:00");
        assertThat(attention(away).path("reason").asText())
                .startsWith("anna is away until")
                .contains("3 appointments are neither moved, cancelled nor kept");
        assertThat(attention(away).path("bookingId").asText()).isEqualTo(toMove.id());
        requireCounted(1, 3);

        var accepted = apply(
                away,
                UUID.randomUUID(),
                move(away, toMove),
                item(toCancel, "cancel").put("reason", "ill"),
                item(toKeep, "keep"));

        assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
        assertThat(accepted.header("Location")).isEqualTo("/api/v1/bulk/" + accepted.id());
        var bulk = awaitDone(accepted);
        assertThat(bulk.each("/results", "status")).containsExactly("200", "200", "200");
        assertThat(bulk.at("/results/0/booking/segments/0/staff")).isNotEqualTo("anna");
        assertThat(bulk.at("/results/1/booking/status")).isEqualTo("CANCELLED");
        assertThat(bulk.at("/results/2/booking/segments/0/staff")).isEqualTo("anna");
        books.awaitNoOpenSaga();
        assertThat(calcom.liveOf(toMove.id())).hasSize(1);
        assertThat(calcom.liveOf(toCancel.id())).isEmpty();
        assertThat(calcom.liveOf(toKeep.id())).hasSize(1);
        assertThat(books.history(toKeep.id())).contains("staff away", "kept in spite of an absence");
        var now = read(away);
        assertThat(concerned(now)).containsExactly(toKeep.id());
        assertThat(of(now, toKeep.id()).at("/proposal/way").asText()).isEqualTo("kept");
        assertThat(attention(away).isMissingNode()).isTrue();
        requireCounted(1, 0);
        takeBack(away);
        requireCounted(0, 0);
    }

    private void requireCounted(int absences, int appointments) {
        unsettled.count();
        assertThat(meters.get("interlude.absences.open").gauge().value()).isEqualTo(absences);
        assertThat(meters.get("interlude.absences.unsettled").gauge().value()).isEqualTo(appointments);
    }

    @Test
    @DisplayName("is done once under one key; what makes no sense is refused by itself, and the rest is done")
    void once() {
        var first = caller.booked(RequestBodies.haircut(day.at("10:00"), "anna"));
        var second = caller.booked(RequestBodies.haircut(day.at("11:00"), "anna"));
        var other = caller.booked(RequestBodies.haircut(day.at("11:00"), "ben"));
        var away = away("anna", "09:00", "18:00");
        var key = UUID.randomUUID();
        var items = new ObjectNode[] {
            move(away, first), item(other, "cancel"), item(first, "cancel"), item(second, "move"),
        };
        sandbox.forgetRequests();

        var replies =
                IntStream.range(0, 3).mapToObj(i -> apply(away, key, items)).toList();

        assertThat(replies).extracting(Reply::status).containsOnly(202);
        assertThat(replies).extracting(Reply::id).containsOnly(replies.get(0).id());
        var bulk = awaitDone(replies.get(0));
        assertThat(bulk.each("/results", "status")).containsExactly("200", "422", "422", "400");
        assertThat(bulk.at("/results/1/problem/errors/0/pointer")).isEqualTo("/items/1/booking");
        assertThat(bulk.at("/results/2/problem/errors/0/detail")).contains("named before");
        assertThat(bulk.at("/results/3/problem/errors/0/pointer")).isEqualTo("/start");
        books.awaitNoOpenSaga();
        assertThat(calcom.requests(Operation.CREATE)).hasSize(1);
        assertThat(calcom.requests(Operation.CANCEL)).hasSize(1);
        assertThat(calcom.liveOf(other.id())).hasSize(1);
        require(caller.post("/api/v1/absences/" + UUID.randomUUID() + "/apply", body(items)), 404, "NOT_FOUND");
        assertThat(with("book")
                        .post("/api/v1/absences/" + away.id() + "/apply", body(items))
                        .status())
                .isEqualTo(403);
    }

    @Test
    @DisplayName("and refused by Cal.com leaves the appointment where it was, with the reason in its result")
    void refused() {
        var booked = caller.booked(RequestBodies.haircut(day.at("10:00"), "anna"));
        var away = away("anna", "09:00", "18:00");
        sandbox.faults().add(Fault.on(Operation.CREATE).refuse(Refusal.slotTaken()));

        var bulk = awaitDone(apply(away, UUID.randomUUID(), move(away, booked)));

        assertThat(bulk.each("/results", "status")).containsExactly("409");
        assertThat(bulk.at("/results/0/problem/code")).isEqualTo("SLOT_UNAVAILABLE");
        books.awaitNoOpenSaga();
        assertThat(calcom.liveOf(booked.id())).hasSize(1);
        assertThat(concerned(read(away))).containsExactly(booked.id());
    }

    @Test
    @DisplayName(
            "is not done to an appointment that was changed otherwise meanwhile: that stays; nor again what is done")
    void changedMeanwhile() {
        var booked = caller.booked(RequestBodies.haircut(day.at("10:00"), "anna"));
        var here = List.of(UUID.fromString(booked.id()));
        var cancel = RequestBodies.object();
        assertThat(absenceItems.isOpen(cancel, reader.existing(booked.id()), here))
                .isTrue();

        assertThat(caller.move(booked.id(), RequestBodies.to(day.at("17:15"))).status())
                .isEqualTo(200);

        var moved = reader.existing(booked.id());
        for (var other : List.of(cancel, RequestBodies.to(day.at("09:00")))) {
            assertThatThrownBy(() -> absenceItems.isOpen(other, moved, List.of()))
                    .isInstanceOf(Refused.class);
        }
        assertThat(absenceItems.isOpen(RequestBodies.to(day.at("17:15")), moved, List.of()))
                .isFalse();
        assertThat(caller.cancel(booked.id()).status()).isEqualTo(200);
        assertThat(absenceItems.isOpen(cancel, reader.existing(booked.id()), List.of()))
                .isFalse();
    }

    @Test
    @DisplayName("is withdrawn as far as it has not begun: the answer says which; the rest goes on")
    void withdrawn() {
        var wednesday = Day.ofFreshWeek();
        var thursday = wednesday.next();
        var bookings = Stream.of(wednesday, thursday)
                .flatMap(date -> IntStream.range(10, 18).mapToObj(hour -> date.at(hour + ":00")))
                .map(start -> caller.booked(RequestBodies.haircut(start, "anna")))
                .toList();
        var away = away(absence("anna", "09:00", "18:00")
                .put("from", wednesday.at("09:00"))
                .put("to", thursday.at("18:00")));
        var agent = with("read", "book");
        var items = bookings.stream().map(b -> item(b, "cancel")).toArray(ObjectNode[]::new);
        withoutBreaker();
        sandbox.faults().add(Fault.on(Operation.CANCEL).gate().forever());

        var accepted = apply(away, UUID.randomUUID(), items);
        // Who waits for Cal.com gives up after a while, and the next begins: it can be more than are done at once.
        await().atMost(PATIENCE).until(() -> sandbox.gates().waiting().size() >= 4);
        require(withdraw(agent, accepted), 404, "NOT_FOUND");
        var withdrawn = withdraw(caller, accepted);

        assertThat(withdrawn.status()).as(withdrawn.text()).isEqualTo(200);
        int begun = withdrawn.json().path("begun").size();
        assertThat(begun).isBetween(4, bookings.size() - 1);
        assertThat(withdrawn.json().path("withdrawn")).hasSize(bookings.size() - begun);
        assertThat(withdrawn.each("/results", "status"))
                .filteredOn("409"::equals)
                .hasSize(bookings.size() - begun);
        sandbox.faults().clear();
        sandbox.gates().releaseAll();
        var bulk = awaitDone(accepted);
        assertThat(bulk.each("/results", "status")).filteredOn("200"::equals).hasSize(begun);
        assertThat(bulk.json().path("results").valueStream())
                .filteredOn(result -> result.path("status").asInt() == 409)
                .allMatch(result -> result.at("/problem/code").asText().equals("WITHDRAWN"));
        assertThat(withdraw(caller, accepted).json().path("withdrawn"))
                .isEqualTo(withdrawn.json().path("withdrawn"));
        books.awaitNoOpenSaga();
        assertThat(concerned(read(away))).hasSize(bookings.size() - begun);
        assertThat(calcom.liveOn(wednesday).size() + calcom.liveOn(thursday).size())
                .isEqualTo(bookings.size() - begun);
    }

    private Reply apply(Reply absence, UUID key, ObjectNode... items) {
        return caller.post(
                "/api/v1/absences/" + absence.id() + "/apply", body(items), "Idempotency-Key", key.toString());
    }

    private static ObjectNode body(ObjectNode... items) {
        var body = RequestBodies.object();
        body.putArray("items").addAll(Arrays.asList(items));
        return body;
    }

    private static ObjectNode item(Reply booking, String action) {
        return RequestBodies.object().put("booking", booking.id()).put("action", action);
    }

    private static ObjectNode move(Reply absence, Reply booking) {
        var offer = of(absence, booking.id()).at("/proposal/offer");
        var item = item(booking, "move").put("start", offer.path("start").asText());
        item.set("segments", offer.path("segments"));
        return item;
    }

    private static Reply withdraw(Upstream caller, Reply bulk) {
        return caller.ask("DELETE", "/api/v1/bulk/" + bulk.id(), BodyPublishers.noBody());
    }

    private Reply awaitDone(Reply accepted) {
        return await().atMost(PATIENCE)
                .until(() -> caller.get("/api/v1/bulk/" + accepted.id()), reply -> reply.at("/status")
                        .equals("DONE"));
    }

    private JsonNode attention(Reply absence) {
        return caller.attention().stream()
                .filter(item -> item.path("id").asText().equals(absence.id()))
                .findFirst()
                .orElse(MissingNode.getInstance());
    }
}
