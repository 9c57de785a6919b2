package dev.interlude.waitlist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.interlude.sandbox.http.Operation;
import dev.interlude.support.FromCalcom;
import dev.interlude.support.Reply;
import dev.interlude.support.RequestBodies;
import dev.interlude.support.Upstream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@DisplayName("The waiting list")
class WaitlistTest extends WaitlistCase {

    @LocalServerPort
    private int port;

    @Test
    @DisplayName(
            "is offered what a customer cancels, held for it, without a call to Cal.com; accepting books just that, once per key")
    void cancelled() {
        var agent = agent();
        var booked = caller.booked(RequestBodies.haircut(day.at("10:00"), "ben"));
        var entry = added(agent, wanting("haircut", "ben"));
        assertThat(entry.header("Location")).isEqualTo("/api/v1/waitlist/" + entry.id());
        assertThat(entry.at("/status")).isEqualTo("WAITING");
        require(accept(agent, entry), 409, "OFFER_ENDED");
        caller.cancel(booked.id());
        sandbox.forgetRequests();

        var offered = offered(agent, entry);

        assertThat(offered.at("/offer/start")).isEqualTo(day.shown("10:00"));
        assertThat(offered.at("/offer/segments/0/staff")).isEqualTo("ben");
        assertThat(offered.json().at("/offer/secondsLeft").asInt()).isBetween(500, 601);
        assertThat(calcom.requestsAbout(day.date())).isEmpty();
        var refused = caller.book(RequestBodies.haircut(day.at("10:00"), "ben"));
        require(refused, 409, "SLOT_UNAVAILABLE");
        assertThat(refused.at("/detail")).contains("held for another customer");

        var accepted = accept(agent, entry, "Idempotency-Key", "accept-" + day);
        assertThat(accepted.status()).as(accepted.text()).isEqualTo(201);
        assertThat(accepted.at("/status")).isEqualTo("BOOKED");
        assertThat(accepted.at("/start")).isEqualTo(day.shown("10:00"));
        assertThat(accepted.json().at("/attendee/email")).isEqualTo(entry.json().at("/attendee/email"));
        assertThat(accept(agent, entry, "Idempotency-Key", "accept-" + day).text())
                .isEqualTo(accepted.text());
        var other = accept(agent, entry);
        require(other, 409, "OFFER_ENDED");
        assertThat(other.at("/detail")).contains(accepted.id());
        assertThat(calcom.liveOf(accepted.id())).hasSize(1);
        assertThat(calcom.requests(Operation.CREATE)).hasSize(1);
        var ended = read(agent, entry);
        assertThat(ended.at("/status")).isEqualTo("ACCEPTED");
        assertThat(ended.at("/bookingId")).isEqualTo(accepted.id());
        assertThat(ended.json().at("/offer").isNull()).isTrue();
        assertThat(books.eventsAbout(entry.id()))
                .containsExactly("waitlist.added", "waitlist.offered", "waitlist.accepted");
        assertThat(agent.get("/api/v1/waitlist/" + entry.id() + "/history").each("/events", "what"))
                .containsExactly("added", "offered", "accepted");
    }

    @Test
    @DisplayName("is offered what is cancelled in Cal.com, heard by webhook, and what is moved away")
    void cancelledInCalcom() {
        var agent = agent();
        var calcoms = new FromCalcom(sandbox, caller, jdbc, port);
        calcoms.registered();
        var uid = calcoms.booked(102, day.instant("11:00"), "others-" + day + "@example.com");
        calcoms.ours(uid);
        calcoms.awaitAllHeard();
        var entry = added(agent, wanting("haircut", "ben"));
        var second = added(agent, wanting("haircut", "cleo"));
        var moved = caller.booked(RequestBodies.haircut(day.at("12:00"), "cleo"));

        calcoms.cancelled(uid);
        caller.move(moved.id(), RequestBodies.to(day.at("15:00")));

        assertThat(offered(agent, entry).at("/offer/start")).isEqualTo(day.shown("11:00"));
        assertThat(offered(agent, second).at("/offer/start")).isEqualTo(day.shown("12:00"));
        calcoms.awaitAllHeard();
        calcoms.unregistered();
        var accepted = accept(agent, entry);
        assertThat(accepted.status()).as(accepted.text()).isEqualTo(201);
        assertThat(calcom.liveOf(accepted.id())).hasSize(1);
    }

    @Test
    @DisplayName(
            "is asked in turn: the longest waiting first; what one declines or does not answer goes to the next, once to each")
    void inTurn() {
        var agent = agent();
        var booked = caller.booked(RequestBodies.haircut(day.at("10:00"), "ben"));
        var late = added(agent, between(wanting("haircut", "ben"), "14:00", "18:00"));
        var first = added(agent, wanting("haircut", "ben"));
        var second = added(agent, wanting("haircut").put("offerSeconds", 1));
        var third = added(agent, between(wanting("haircut", "ben", "anna"), "09:00", "11:00"));
        var all = List.of(late, first, second, third);

        caller.cancel(booked.id());

        offered(agent, first);
        awaitLookedAt();
        assertThat(statuses(agent, all)).containsExactly("WAITING", "OFFERED", "WAITING", "WAITING");
        assertThat(decline(agent, first).at("/status")).isEqualTo("WAITING");
        offered(agent, second);
        awaitEnd(second);
        offered(agent, third);
        awaitLookedAt();
        assertThat(statuses(agent, all)).containsExactly("WAITING", "WAITING", "WAITING", "OFFERED");
        require(accept(agent, second), 409, "OFFER_ENDED");
        decline(agent, third);
        awaitLookedAt();
        assertThat(statuses(agent, all)).containsOnly("WAITING");
        assertThat(books.eventsAbout(second.id()))
                .containsExactly("waitlist.added", "waitlist.offered", "waitlist.offer_ended");
        assertThat(caller.offers("haircut", day, "staff", "ben").starts())
                .as("it is free for all again")
                .contains(day.shown("10:00"));
    }

    @Test
    @DisplayName(
            "with a service for the first to accept, is asked all at once: one of twenty accepts at once has it, all others stay")
    void firstToAccept() {
        var agent = agent();
        var booked = caller.booked(RequestBodies.booking("blow-dry", day.at("10:00")));
        var entries = IntStream.range(0, 20)
                .mapToObj(i -> added(agent, between(wanting("blow-dry"), "10:00", "10:15")))
                .toList();
        caller.cancel(booked.id());
        entries.forEach(entry -> offered(agent, entry));
        sandbox.forgetRequests();

        var replies = Upstream.wait(entries.stream()
                .map(entry -> agent.posting("/api/v1/waitlist/" + entry.id() + "/accept", ""))
                .toList());

        assertThat(replies)
                .filteredOn(r -> r.status() == 201)
                .as(replies.toString())
                .hasSize(1);
        assertThat(replies)
                .filteredOn(r -> r.status() != 201)
                .extracting(Reply::code)
                .containsOnly("OFFER_TAKEN");
        assertThat(calcom.requests(Operation.CREATE)).hasSize(1);
        var winner = replies.stream().filter(r -> r.status() == 201).findFirst().orElseThrow();
        assertThat(read(agent, entries.get(replies.indexOf(winner))).at("/bookingId"))
                .isEqualTo(winner.id());
        assertThat(statuses(agent, entries)).containsOnly("ACCEPTED", "WAITING");
        assertThat(statuses(agent, entries)).filteredOn("ACCEPTED"::equals).hasSize(1);
        var second = entries.get(replies.indexOf(winner) == 0 ? 1 : 0);
        await().untilAsserted(
                        () -> assertThat(read(agent, second).at("/status")).isEqualTo("WAITING"));
        require(accept(agent, second), 409, "OFFER_TAKEN");
    }

    @Test
    @DisplayName(
            "hears it truly when Cal.com does not take the booking: the entry stays, and no one else is offered that time")
    void refused() {
        var agent = agent();
        var booked = caller.booked(RequestBodies.haircut(day.at("10:00"), "ben"));
        var first = added(agent, wanting("haircut", "ben"));
        var second = added(agent, wanting("haircut", "ben"));
        caller.cancel(booked.id());
        offered(agent, first);
        calcom.bookedByOthers(102, day.instant("10:15"));

        var refused = accept(agent, first);

        require(refused, 409, "SLOT_UNAVAILABLE");
        assertThat(refused.at("/detail")).contains("The entry stays on the waiting list");
        books.awaitNoOpenSaga();
        awaitLookedAt();
        assertThat(statuses(agent, List.of(first, second))).containsOnly("WAITING");
        assertThat(calcom.requests(Operation.CREATE)).hasSize(1);
        assertThat(books.eventsAbout(first.id()))
                .containsExactly("waitlist.added", "waitlist.offered", "waitlist.offer_ended");
    }

    @Test
    @DisplayName("is offered each part of a composite that is cancelled, and what fits its pause; and the whole of it")
    void composite() {
        var agent = agent();
        var booked = caller.booked(RequestBodies.colourAndStyle(day.at("09:00"), day.at("10:15"), "ben"));
        caller.offers("haircut", day);
        caller.offers("colour-and-style", day);
        var pause = added(agent, between(wanting("haircut", "anna"), "09:45", "09:46"));
        var style = added(agent, between(wanting("haircut", "ben"), "10:15", "10:30"));

        caller.cancel(booked.id());

        assertThat(offered(agent, pause).at("/offer/start")).isEqualTo(day.shown("09:45"));
        assertThat(offered(agent, style).at("/offer/start")).isEqualTo(day.shown("10:15"));
        decline(agent, pause);
        decline(agent, style);
        awaitLookedAt();

        var again = caller.booked(RequestBodies.colourAndStyle(day.at("09:00"), day.at("10:15"), "ben"));
        var whole = added(agent, between(wanting("colour-and-style"), "09:00", "09:01"));
        caller.offers("colour-and-style", day);
        caller.cancel(again.id());

        var offered = offered(agent, whole);
        assertThat(offered.each("/offer/segments", "key")).containsExactly("colour", "style");
        var accepted = accept(agent, whole);
        assertThat(accepted.status()).as(accepted.text()).isEqualTo(201);
        assertThat(calcom.liveOf(accepted.id())).hasSize(2);
    }

    @Test
    @DisplayName("is offered what was held and let go of, and the rest of a long time to the next who fits")
    void letGo() {
        var agent = agent();
        var held = agent.post("/api/v1/holds", hold("full-treatment", "dora"));
        assertThat(held.status()).as(held.text()).isEqualTo(201);
        var main = held.json().at("/segments/1/start").asText().substring(11, 16);
        var entries = new ArrayList<Reply>();
        for (int i = 0; i < 3; i++) {
            entries.add(added(agent, between(wanting("haircut", "dora"), main, "12:30")));
        }

        agent.ask("DELETE", "/api/v1/holds/" + held.id(), java.net.http.HttpRequest.BodyPublishers.noBody());

        var starts = entries.stream()
                .map(entry -> offered(agent, entry).at("/offer/start"))
                .toList();
        assertThat(starts).doesNotHaveDuplicates();
    }

    private com.fasterxml.jackson.databind.node.ObjectNode hold(String service, String staff) {
        var body = RequestBodies.booking(service, day.at("10:00"))
                .put("staff", staff)
                .put("seconds", 600);
        body.remove("attendee");
        return body;
    }
}
