package dev.interlude.booking.move;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.sandbox.fault.Fault;
import dev.interlude.sandbox.http.Operation;
import dev.interlude.support.AcceptanceTest;
import dev.interlude.support.Reply;
import dev.interlude.support.RequestBodies;
import dev.interlude.support.Upstream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("integration")
@DisplayName("A booking that is moved")
class MovesTest extends AcceptanceTest {

    @ParameterizedTest
    @DisplayName("may go onto times of its own, earlier or later, by one person or by several")
    @ValueSource(strings = {"09:30", "09:55", "10:05", "10:30", "10:45", "11:15", "11:30"})
    void overItself(String start) {
        var byAnna = caller.booked(RequestBodies.colourAndStyle(day.at("10:00"), day.at("11:15"), "anna"));
        var treatment = RequestBodies.booking("full-treatment", day.at("10:00")).put("staff", "cleo");
        var byCleo = caller.booked(treatment);

        for (var booked : List.of(byAnna, byCleo)) {
            var moved = caller.move(booked.id(), RequestBodies.to(day.at(start)));

            assertThat(moved.status()).as(moved.text()).isEqualTo(200);
            assertThat(moved.at("/start")).isEqualTo(day.shown(start));
            assertThat(moved.each("/pauses", "minutes")).isEqualTo(booked.each("/pauses", "minutes"));
            assertThat(moved.each("/segments", "staff")).isEqualTo(booked.each("/segments", "staff"));
            assertThat(calcom.liveOf(booked.id()))
                    .extracting(b -> b.uid)
                    .isEqualTo(moved.each("/segments", "calcom/uid"));
        }
    }

    @Test
    @DisplayName("to where it stands stays there, and Cal.com is not asked to move anything")
    void nowhere() {
        var booked = caller.booked(RequestBodies.haircut(day.at("10:00"), "anna"));

        var moved = caller.move(booked.id(), RequestBodies.to(day.at("10:00")));

        assertThat(moved.status()).as(moved.text()).isEqualTo(200);
        assertThat(moved.json()).isEqualTo(booked.json());
        assertThat(calcom.requests(Operation.RESCHEDULE)).isEmpty();
    }

    @Test
    @DisplayName("keeps its pause if it can, and else takes the best there is")
    void anotherPause() {
        var id = caller.booked(RequestBodies.colourAndStyle(day.at("09:00"), day.at("10:15"), "ben"))
                .id();
        caller.booked(RequestBodies.haircut(day.at("15:00"), "ben"));

        var moved = caller.move(id, RequestBodies.to(day.at("14:00")));

        assertThat(moved.status())
                .as("15:15 and 15:20 are taken, 15:30 is not: " + moved)
                .isEqualTo(200);
        assertThat(moved.each("/segments", "start")).containsExactly(day.shown("14:00"), day.shown("15:30"));
        assertThat(moved.each("/pauses", "minutes")).containsExactly("45");
    }

    @Test
    @DisplayName("may have one segment moved alone, within the bounds of the pause")
    void oneSegment() {
        var id = caller.booked(RequestBodies.colourAndStyle(day.at("09:00"), day.at("10:15"), "ben"))
                .id();
        sandbox.forgetRequests();

        var moved = caller.move(id, styleAt("10:25"));
        var tooLate = caller.move(id, styleAt("10:35"));

        assertThat(moved.status()).as(moved.text()).isEqualTo(200);
        assertThat(moved.each("/pauses", "minutes")).containsExactly("40");
        assertThat(calcom.requests(Operation.RESCHEDULE)).hasSize(1);
        assertThat(tooLate.status()).isEqualTo(422);
        assertThat(tooLate.about("/segments/0/start")).contains("30 to 45 minutes, it would be 50");
    }

    private ObjectNode styleAt(String time) {
        return RequestBodies.to(day.at("09:00"))
                .set(
                        "segments",
                        RequestBodies.array()
                                .add(RequestBodies.object().put("key", "style").put("start", day.at(time))));
    }

    @Test
    @DisplayName("to a person who cannot do it is refused, and the member is named")
    void wrongPeople() {
        var id = caller.booked(RequestBodies.haircut(day.at("10:00"), "anna")).id();
        var body = RequestBodies.to(day.at("11:00"));
        body.putArray("segments").addObject().put("key", "cut").put("staff", "finn");

        var reply = caller.move(id, body);

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.about("/segments/0/staff")).contains("finn cannot do cut");
    }

    @Test
    @DisplayName("that has ended, or stands in the way of reason, is not moved")
    void notMovable() {
        var id = caller.booked(RequestBodies.haircut(day.at("10:00"), "anna")).id();

        assertThat(caller.move(id, RequestBodies.to("2020-01-06T10:00:00")).about("/start"))
                .contains("past");
        assertThat(caller.move(id, RequestBodies.to(day.at("10:00:30"))).status())
                .isEqualTo(400);
        caller.cancel(id);

        var late = caller.move(id, RequestBodies.to(day.at("11:00")));
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.code()).isEqualTo("ALREADY_CANCELLED");
        assertThat(calcom.requests(Operation.RESCHEDULE)).isEmpty();
    }

    @Test
    @DisplayName("by five at once goes to one of the five places, and the others are told that it is being changed")
    void fiveMoves() {
        var id = caller.booked(RequestBodies.haircut(day.at("10:00"), "anna")).id();
        sandbox.faults().add(Fault.on(Operation.RESCHEDULE).late(300));

        var replies = Upstream.wait(IntStream.range(11, 16)
                .mapToObj(hour -> caller.posting(
                        "/api/v1/bookings/" + id + "/reschedule", RequestBodies.to(day.at(hour + ":00"))))
                .toList());

        assertThat(replies).extracting(Reply::status).containsOnly(200, 409);
        assertThat(replies)
                .filteredOn(r -> r.status() == 409)
                .extracting(Reply::code)
                .containsOnly("IN_PROGRESS");
        var last = caller.read(id);
        assertThat(replies)
                .filteredOn(r -> r.status() == 200)
                .extracting(r -> r.at("/start"))
                .contains(last.at("/start"));
        assertThat(calcom.liveOf(id)).hasSize(1);
    }

    @Test
    @DisplayName("and cancelled at once ends up cancelled or moved, on both sides")
    void moveAndCancel() {
        var ids = Stream.of("anna", "ben", "cleo", "dora", "emil")
                .map(staff -> caller.booked(RequestBodies.haircut(day.at("10:00"), staff))
                        .id())
                .toList();

        var replies = ids.stream()
                .flatMap(id -> Stream.of(
                        caller.posting("/api/v1/bookings/" + id + "/reschedule", RequestBodies.to(day.at("12:00"))),
                        caller.posting("/api/v1/bookings/" + id + "/cancel", "{}")))
                .toList();
        CompletableFuture.allOf(replies.toArray(CompletableFuture[]::new)).join();

        assertThat(Upstream.wait(replies)).extracting(Reply::status).containsOnly(200, 409);
        assertThat(ids).allSatisfy(id -> assertThat(books.status(id)).isIn("BOOKED", "CANCELLED"));
    }

    @Test
    @DisplayName("cannot take a time that another one is moved to at the same moment")
    void twoToOnePlace() {
        var ids = Stream.of("09:00", "10:00", "11:00", "12:00")
                .map(time -> caller.booked(RequestBodies.haircut(day.at(time), "anna"))
                        .id())
                .toList();

        var replies = Upstream.wait(ids.stream()
                .map(id -> caller.posting("/api/v1/bookings/" + id + "/reschedule", RequestBodies.to(day.at("15:00"))))
                .toList());

        assertThat(replies).filteredOn(r -> r.status() == 200).hasSize(1);
        assertThat(replies)
                .filteredOn(r -> r.status() != 200)
                .extracting(Reply::code)
                .containsOnly("SLOT_UNAVAILABLE");
        assertThat(calcom.liveOn(day))
                .extracting(b -> b.start)
                .doesNotHaveDuplicates()
                .hasSize(4);
    }
}
