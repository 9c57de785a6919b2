package dev.interlude.absences;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.sandbox.http.Operation;
import dev.interlude.support.Reply;
import dev.interlude.support.RequestBodies;
import dev.interlude.support.Upstream;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A person who is away")
class AbsencesTest extends AbsenceTest {

    @Test
    @DisplayName(
            "is not offered, booked, held or given a moved booking then, and refusals say until when; taken back, they are")
    void blocked() {
        var elsewhere = caller.booked(RequestBodies.haircut(day.at("09:00"), "anna"));
        var away = away("anna", "12:00", "15:00");
        sandbox.forgetRequests();

        assertThat(startsOf("haircut", "anna"))
                .contains(day.shown("11:30"), day.shown("15:00"))
                .doesNotContain(day.shown("11:35"), day.shown("12:00"), day.shown("14:55"));
        var refused = caller.book(RequestBodies.haircut(day.at("13:00"), "anna"));
        require(refused, 409, "SLOT_UNAVAILABLE");
        assertThat(refused.at("/detail"))
                .isEqualTo("anna is away until %s 15:00; name another person or another time.".formatted(day));
        assertThat(refused.starts()).as("what is free instead").isNotEmpty().doesNotContain(day.shown("13:00"));
        var open = caller.book(RequestBodies.booking("colour-and-style", day.at("13:00")));
        require(open, 409, "SLOT_UNAVAILABLE");
        assertThat(open.at("/detail")).contains("No one is free for colour").contains("anna is away until");
        require(
                caller.post("/api/v1/holds", hold(RequestBodies.haircut(day.at("13:00"), "anna"))),
                409,
                "SLOT_UNAVAILABLE");
        var move = caller.move(elsewhere.id(), RequestBodies.to(day.at("13:00")));
        require(move, 409, "SLOT_UNAVAILABLE");
        assertThat(move.at("/detail")).contains("anna is away until");
        require(
                caller.post(
                        "/api/v1/series",
                        series(RequestBodies.haircut(day.at("13:00"), "anna"), "weekly", 2, "allOrNothing")),
                409,
                "SLOT_UNAVAILABLE");
        assertThat(calcom.writes()).as("Cal.com was asked for nothing").isEmpty();
        var other = caller.booked(RequestBodies.booking("haircut", day.at("13:00")));
        assertThat(other.at("/segments/0/staff")).isNotEqualTo("anna");

        var ended = takeBack(away);
        assertThat(ended.at("/status")).as(ended.text()).isEqualTo("ENDED");
        assertThat(takeBack(away).text()).as("again").isEqualTo(ended.text());
        caller.booked(RequestBodies.haircut(day.at("13:00"), "anna"));
        assertThat(books.eventsAbout(away.id())).containsExactly("absence.created", "absence.ended");
    }

    @Test
    @DisplayName(
            "has bookings then, which stay and are listed: ours, also a part of a composite, and those made in Cal.com")
    void listed() {
        var cut = caller.booked(RequestBodies.haircut(day.at("09:00"), "anna"));
        var composite = caller.booked(RequestBodies.colourAndStyle(day.at("10:00"), day.at("11:15"), "ben"));
        var before = caller.booked(RequestBodies.haircut(day.at("11:30"), "anna"));
        var others = caller.booked(RequestBodies.haircut(day.at("10:00"), "cleo"));
        jdbc.sql("update booking set origin = 'calcom' where id = :id")
                .param("id", UUID.fromString(cut.id()))
                .update();

        var away = away("anna", "09:15", "11:30");

        assertThat(away.header("Location")).isEqualTo("/api/v1/absences/" + away.id());
        assertThat(away.at("/from")).isEqualTo(day.shown("09:15"));
        assertThat(concerned(away)).containsExactly(cut.id(), composite.id());
        assertThat(of(away, cut.id()).path("madeAtCalcom").asBoolean()).isTrue();
        assertThat(of(away, composite.id()).path("madeAtCalcom").asBoolean()).isFalse();
        assertThat(of(away, composite.id()).at("/parts/0").asText()).isEqualTo("colour");
        assertThat(of(away, composite.id()).path("parts")).hasSize(1);
        assertThat(books.history(composite.id())).contains("staff away");
        assertThat(caller.get("/api/v1/bookings/" + composite.id() + "/history").text())
                .doesNotContain("flu");
        assertThat(books.history(before.id())).doesNotContain("staff away");
        assertThat(books.history(others.id())).doesNotContain("staff away");
        assertThat(jdbc.sql("select data::text from event where subject = :id")
                        .param("id", away.id())
                        .query(String.class)
                        .list())
                .noneMatch(data -> data.contains("flu"));

        assertThat(caller.cancel(composite.id()).status()).isEqualTo(200);
        assertThat(concerned(read(away))).containsExactly(cut.id());
        takeBack(away);
        assertThat(concerned(read(away))).isEmpty();
        assertThat(books.history(cut.id())).containsSubsequence("staff away", "staff not away after all");
        assertThat(calcom.liveOf(cut.id())).hasSize(1);
        jdbc.sql("update booking set origin = 'interlude' where id = :id")
                .param("id", UUID.fromString(cut.id()))
                .update();
    }

    @Test
    @DisplayName("loses what is held then; booking it says so")
    void holds() {
        var hold = caller.post("/api/v1/holds", hold(RequestBodies.haircut(day.at("10:00"), "anna")));
        var kept = caller.post("/api/v1/holds", hold(RequestBodies.haircut(day.at("12:00"), "anna")));

        away("anna", "09:00", "12:00");

        assertThat(caller.get("/api/v1/holds/" + hold.id()).at("/status")).isEqualTo("LOST");
        assertThat(caller.get("/api/v1/holds/" + kept.id()).at("/status")).isEqualTo("HELD");
        assertThat(books.eventsAbout(hold.id())).containsExactly("hold.placed", "hold.ended");
        var body = RequestBodies.booking("", "").put("hold", hold.id());
        body.remove(List.of("service", "start", "timeZone"));
        var refused = caller.book(body);
        require(refused, 409, "SLOT_UNAVAILABLE");
        assertThat(refused.at("/detail")).contains("anna is away until");
        caller.ask("DELETE", "/api/v1/holds/" + kept.id(), BodyPublishers.noBody());
    }

    @Test
    @DisplayName("and twenty who book them just then: each is refused with the reason, or booked and listed")
    void races() {
        var bookings = new ArrayList<CompletableFuture<Reply>>();
        CompletableFuture<Reply> absence = null;
        for (int i = 0; i < 20; i++) {
            if (i == 8) {
                absence = caller.posting("/api/v1/absences", absence("anna", "09:00", "18:00"));
            }
            var start = "%02d:%02d".formatted(9 + i % 18 / 2, i % 2 * 30);
            bookings.add(caller.booking(
                    i % 4 == 3
                            ? RequestBodies.booking("haircut", day.at(start)).put("staff", "anna")
                            : RequestBodies.haircut(day.at(start), "anna")));
        }
        var away = Upstream.wait(absence);
        var replies = Upstream.wait(bookings);

        assertThat(away.status()).as(away.text()).isEqualTo(201);
        var booked =
                replies.stream().filter(r -> r.status() == 201).map(Reply::id).toList();
        var refused = replies.stream().filter(r -> r.status() != 201).toList();
        assertThat(refused).allSatisfy(reply -> {
            require(reply, 409, "SLOT_UNAVAILABLE");
            assertThat(reply.at("/detail")).containsAnyOf("anna is away until", "Another customer has this time");
        });
        assertThat(concerned(away)).containsAll(booked);
        assertThat(concerned(read(away))).containsExactlyInAnyOrderElementsOf(booked);
        assertThat(calcom.liveOn(day)).hasSameSizeAs(booked);
        require(caller.book(RequestBodies.haircut(day.at("17:30"), "anna")), 409, "SLOT_UNAVAILABLE");
    }

    @Test
    @DisplayName("is away once under one key, however often that is asked")
    void once() {
        var body = absence("dora", "09:00", "12:00");
        var replies = Upstream.wait(IntStream.range(0, 5)
                .mapToObj(i -> caller.posting("/api/v1/absences", body, "Idempotency-Key", "away-" + day))
                .toList());

        assertThat(replies).extracting(Reply::status).containsOnly(201);
        assertThat(replies).extracting(Reply::text).containsOnly(replies.get(0).text());
        assertThat(books.eventsAbout(replies.get(0).id())).containsExactly("absence.created");
        assertThat(calcom.requests(Operation.CREATE)).isEmpty();
    }

    @Test
    @DisplayName("is known to administrators; what makes no sense is named")
    void refused() {
        var away = away("cleo", "09:00", "10:00");

        for (var stranger : List.of(with("read"), with("book"))) {
            assertThat(stranger.get("/api/v1/absences/" + away.id()).status()).isEqualTo(403);
            assertThat(stranger.get("/api/v1/absences").status()).isEqualTo(403);
            assertThat(stranger.post("/api/v1/absences", absence("anna", "09:00", "10:00"))
                            .status())
                    .isEqualTo(403);
        }
        requireInvalid(caller.post("/api/v1/absences", absence("zoe", "09:00", "10:00")), "/staff");
        requireInvalid(caller.post("/api/v1/absences", absence("anna", "10:00", "09:00")), "/to");
        requireInvalid(
                caller.post(
                        "/api/v1/absences",
                        absence("anna", "09:00", "10:00")
                                .put("from", "2020-01-01")
                                .put("to", "2020-01-02")),
                "/to");
        requireInvalid(
                caller.post(
                        "/api/v1/absences", absence("anna", "09:00", "10:00").put("from", day.date() + "T09:00:30")),
                "/from");
        require(caller.get("/api/v1/absences/" + UUID.randomUUID()), 404, "NOT_FOUND");
    }

    @Test
    @DisplayName("is found in the list by person and time, page by page")
    void pages() {
        var first = away("emil", "09:00", "10:00");
        var second = away("emil", "11:00", "12:00");
        away("finn", "11:00", "12:00");
        var query = "/api/v1/absences?staff=emil&from=" + day + "&to=" + day.next() + "&limit=1";

        var page = caller.get(query);
        assertThat(page.each("/absences", "id")).containsExactly(first.id());
        var next = caller.get(query + "&cursor=" + page.at("/nextCursor"));
        assertThat(next.each("/absences", "id")).containsExactly(second.id());
        assertThat(next.json().path("nextCursor").isNull()).isTrue();
        requireInvalid(caller.get("/api/v1/absences?cursor=nonsense"), "?cursor");
    }

    private static ObjectNode hold(ObjectNode booking) {
        booking.remove("attendee");
        return booking.put("seconds", 600);
    }
}
