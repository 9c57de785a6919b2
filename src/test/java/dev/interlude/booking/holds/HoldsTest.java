package dev.interlude.booking.holds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.interlude.sandbox.fault.Fault;
import dev.interlude.sandbox.http.Operation;
import dev.interlude.sandbox.http.Refusal;
import dev.interlude.support.Reply;
import dev.interlude.support.RequestBodies;
import dev.interlude.support.Upstream;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An offer that is held")
class HoldsTest extends HoldTest {

    @Test
    @DisplayName(
            "is in no other search, is refused to others with its end and with what is free instead, and is booked exactly")
    void booked() {
        var agent = agent();
        var offer = caller.offers("colour-and-style", day).json().at("/offers/0");
        sandbox.forgetRequests();

        var hold = held(agent, hold(chosen("colour-and-style", offer), LONG));

        assertThat(calcom.writes()).as("nothing is written in Cal.com").isEmpty();
        assertThat(hold.header("Location")).isEqualTo("/api/v1/holds/" + hold.id());
        assertThat(hold.at("/status")).isEqualTo("HELD");
        assertThat(hold.json().at("/secondsLeft").asInt()).isBetween(LONG - 30, LONG + 1);
        assertThat(hold.json().at("/segments")).isEqualTo(offer.path("segments"));
        assertThat(read(agent, hold).at("/status")).isEqualTo("HELD");
        assertThat(startsOf("haircut", "anna"))
                .isNotEmpty()
                .noneMatch(start -> start.compareTo(
                                        offer.path("segments").at("/0/start").asText())
                                >= 0
                        && start.compareTo(offer.path("segments").at("/0/end").asText()) < 0);

        var refused = caller.book(chosen("colour-and-style", offer));
        require(refused, 409, "SLOT_UNAVAILABLE");
        assertThat(refused.at("/detail")).contains("held for another customer until " + minute(hold));
        assertThat(refused.starts()).isNotEmpty();
        assertThat(refused.text()).doesNotContain(hold.id()).doesNotContain("with-read-book");

        var booked = agent.book(booking(hold));
        assertThat(booked.status()).as(booked.text()).isEqualTo(201);
        assertThat(starts(booked.json())).isEqualTo(starts(offer));
        assertThat(booked.each("/segments", "staff"))
                .isEqualTo(offer.path("segments")
                        .valueStream()
                        .map(s -> s.path("staff").asText())
                        .toList());
        assertThat(calcom.liveOf(booked.id())).hasSize(2);
        assertThat(books.holds(booked.id())).hasSize(2);
        assertThat(books.history(booked.id())).contains("booked from a hold");
        var used = read(agent, hold);
        assertThat(used.at("/status")).isEqualTo("USED");
        assertThat(used.at("/bookingId")).isEqualTo(booked.id());
        require(delete(agent, hold), 409, "HOLD_USED");
        ledger.expire(UUID.fromString(hold.id()));
        ledger.expire(UUID.fromString(hold.id()));
        assertThat(books.eventsAbout(hold.id())).containsExactly("hold.placed", "hold.ended");
        assertThat(agent.get("/api/v1/holds/" + hold.id() + "/history").each("/events", "what"))
                .containsExactly("held", "used", "booked");
    }

    @Test
    @DisplayName(
            "ends by itself: the time is free at once, also for a booking, though no node has noticed; its end is announced once")
    void ends() {
        var agent = agent();
        var hold = held(agent, haircut("10:00", "ben", SHORT));

        await().atMost(PATIENCE).until(() -> read(agent, hold).at("/status").equals("EXPIRED"));

        assertThat(startsOf("haircut", "ben")).contains(day.shown("10:00"));
        require(agent.book(booking(hold)), 409, "HOLD_ENDED");
        assertThat(agent.book(booking(hold)).starts()).as("also itself").contains(day.shown("10:00"));
        assertThat(read(agent, hold).json().at("/secondsLeft").asInt()).isZero();
        caller.booked(RequestBodies.haircut(day.at("10:00"), "ben"));
        assertThat(ledger.due()).contains(UUID.fromString(hold.id()));
        ledger.expire(UUID.fromString(hold.id()));
        ledger.expire(UUID.fromString(hold.id()));
        assertThat(books.eventsAbout(hold.id())).containsExactly("hold.placed", "hold.ended");
        require(agent.post("/api/v1/holds/" + hold.id() + "/extend", "{\"seconds\":60}"), 409, "HOLD_ENDED");
        assertThat(delete(agent, hold).at("/status")).isEqualTo("EXPIRED");
    }

    @Test
    @DisplayName("that has ended gives way to another hold and to a moved booking as well")
    void clears() {
        var agent = agent();
        var first = held(agent, haircut("10:00", "ben", SHORT));
        var second = held(agent, haircut("12:00", "ben", SHORT));
        var moved = caller.booked(RequestBodies.haircut(day.at("15:00"), "ben"));
        await().atMost(PATIENCE)
                .until(() -> read(agent, first).at("/status").equals("EXPIRED")
                        && read(agent, second).at("/status").equals("EXPIRED"));

        held(agent, haircut("10:15", "ben", LONG));
        assertThat(caller.move(moved.id(), RequestBodies.to(day.at("12:15"))).status())
                .isEqualTo(200);
    }

    @Test
    @DisplayName("is listed while it stands, with all its parts: to its own key and to administrators, by its start")
    void listed() {
        var agent = agent();
        var whole = held(
                agent,
                hold(
                        chosen(
                                "colour-and-style",
                                caller.offers("colour-and-style", day).json().at("/offers/0")),
                        LONG));
        var later = held(agent, haircut("17:00", "emil", LONG));
        var ended = held(agent, haircut("16:00", "emil", LONG));
        delete(agent, ended);
        var path = "/api/v1/holds?from=%s&to=%s".formatted(day, day.date().plusDays(1));

        assertThat(agent.get(path).each("/holds", "id")).containsExactly(whole.id(), later.id());
        assertThat(agent.get(path).json().at("/holds/0/segments"))
                .isEqualTo(whole.json().at("/segments"));
        assertThat(agent.get(path + "&limit=1").each("/holds", "id")).containsExactly(whole.id());
        assertThat(caller.get(path).each("/holds", "id"))
                .as("to an administrator")
                .contains(whole.id(), later.id());
        assertThat(with("read").get(path).each("/holds", "id"))
                .as("to another key")
                .isEmpty();
        assertThat(agent.get("/api/v1/holds?from=%s".formatted(day.date().plusDays(1)))
                        .each("/holds", "id"))
                .doesNotContain(later.id());
    }

    @Test
    @DisplayName("is extended once, for as long as the key may; never beyond the beginning of the appointment")
    void extended() {
        var agent = agent();
        var hold = held(agent, haircut("10:00", "cleo", 60));
        var path = "/api/v1/holds/" + hold.id() + "/extend";

        requireInvalid(agent.post(path, "{\"seconds\":901}"), "/seconds");
        requireInvalid(agent.post(path, "{\"seconds\":5}"), "/seconds");
        var longer = agent.post(path, "{\"seconds\":300}", "Idempotency-Key", "longer-" + day);
        assertThat(longer.status()).as(longer.text()).isEqualTo(200);
        assertThat(longer.json().at("/secondsLeft").asInt()).isBetween(270, 301);
        assertThat(longer.json().at("/extended").asBoolean()).isTrue();
        assertThat(agent.post(path, "{\"seconds\":300}", "Idempotency-Key", "longer-" + day)
                        .text())
                .isEqualTo(longer.text());
        require(agent.post(path, "{\"seconds\":600}"), 409, "HOLD_EXTENDED");
        assertThat(startsOf("haircut", "cleo")).doesNotContain(day.shown("10:00"));
    }

    @Test
    @DisplayName("is held once under one key, and booked once under one key; another booking of it is named")
    void once() {
        var agent = agent();
        var key = UUID.randomUUID().toString();
        var body = haircut("10:00", "dora", LONG);

        var holds = Upstream.wait(IntStream.range(0, 5)
                .mapToObj(i -> agent.posting("/api/v1/holds", body, "Idempotency-Key", key))
                .toList());
        assertThat(holds).extracting(Reply::status).containsOnly(201);
        assertThat(holds).extracting(Reply::text).containsOnly(holds.get(0).text());

        var request = booking(holds.get(0));
        var first = agent.book(request, "Idempotency-Key", key + "-booking");
        var again = agent.book(request, "Idempotency-Key", key + "-booking");
        assertThat(first.status()).as(first.text()).isEqualTo(201);
        assertThat(again.text()).isEqualTo(first.text());
        var other = agent.book(request, "Idempotency-Key", key + "-other");
        require(other, 409, "HOLD_USED");
        assertThat(other.at("/detail")).contains(first.id());
        assertThat(calcom.requests(Operation.CREATE)).hasSize(1);
    }

    @Test
    @DisplayName(
            "is the first of twenty that want its time at once, and twenty bookings of it at once are one appointment")
    void races() {
        var agent = agent();
        var asked = Upstream.wait(IntStream.range(0, 20)
                .mapToObj(i -> agent.posting("/api/v1/holds", haircut("10:%02d".formatted(5 * (i % 3)), "anna", LONG)))
                .toList());
        var holds = asked.stream().filter(r -> r.status() == 201).toList();
        assertThat(holds).as(asked.toString()).hasSize(1);
        assertThat(asked)
                .filteredOn(r -> r.status() != 201)
                .extracting(Reply::code)
                .containsOnly("SLOT_UNAVAILABLE");

        var replies = Upstream.wait(IntStream.range(0, 20)
                .mapToObj(i -> agent.booking(booking(holds.get(0))))
                .toList());
        assertThat(replies)
                .filteredOn(r -> r.status() == 201)
                .as(replies.toString())
                .hasSize(1);
        assertThat(replies)
                .filteredOn(r -> r.status() != 201)
                .extracting(Reply::code)
                .containsOnly("HOLD_USED");
        assertThat(calcom.liveOn(day)).hasSize(1);
        assertThat(calcom.requests(Operation.CREATE)).hasSize(1);
    }

    @Test
    @DisplayName(
            "stands until its end when Cal.com refuses the last part: what was booked is undone, and it can be booked again")
    void undone() {
        var agent = agent();
        var hold = held(agent, hold(RequestBodies.colourAndStyle(day.at("09:00"), day.at("10:15"), "ben"), LONG));
        sandbox.faults().add(Fault.on(Operation.CREATE).forEventType(212).refuse(Refusal.slotTaken()));

        var refused = agent.book(booking(hold));

        require(refused, 409, "SLOT_UNAVAILABLE");
        assertThat(refused.at("/detail")).contains("The hold keeps these times until " + minute(hold));
        assertThat(refused.starts()).as("what is free instead").isNotEmpty();
        books.awaitNoOpenSaga();
        assertThat(calcom.liveOn(day)).isEmpty();
        assertThat(read(agent, hold).at("/status")).isEqualTo("HELD");
        assertThat(startsOf("haircut", "anna")).doesNotContain(day.shown("09:00"));
        assertThat(startsOf("haircut", "ben")).doesNotContain(day.shown("10:15"));
        require(caller.book(RequestBodies.haircut(day.at("09:15"), "anna")), 409, "SLOT_UNAVAILABLE");

        var booked = agent.book(booking(hold));
        assertThat(booked.status()).as(booked.text()).isEqualTo(201);
        assertThat(calcom.liveOf(booked.id())).hasSize(2);
        assertThat(agent.get("/api/v1/holds/" + hold.id() + "/history").each("/events", "what"))
                .containsExactly("held", "used", "held again", "used");
    }

    @Test
    @DisplayName("is only known to its key and to administrators")
    void strangers() {
        var hold = held(agent(), haircut("11:00", "ben", LONG));
        var stranger = with("book");

        require(read(stranger, hold), 404, "NOT_FOUND");
        require(delete(stranger, hold), 404, "NOT_FOUND");
        require(stranger.post("/api/v1/holds/" + hold.id() + "/extend", "{\"seconds\":60}"), 404, "NOT_FOUND");
        require(stranger.get("/api/v1/holds/" + hold.id() + "/history"), 404, "NOT_FOUND");
        require(stranger.book(booking(hold)), 404, "NOT_FOUND");
        require(caller.get("/api/v1/holds/" + UUID.randomUUID()), 404, "NOT_FOUND");
        assertThat(read(caller, hold).at("/status")).isEqualTo("HELD");
        assertThat(with("read")
                        .post("/api/v1/holds", haircut("12:00", "ben", LONG))
                        .status())
                .isEqualTo(403);
        assertThat(delete(caller, hold).at("/status")).isEqualTo("RELEASED");
        assertThat(delete(caller, hold).at("/status")).as("again").isEqualTo("RELEASED");
        assertThat(startsOf("haircut", "ben")).contains(day.shown("11:00"));
    }
}
