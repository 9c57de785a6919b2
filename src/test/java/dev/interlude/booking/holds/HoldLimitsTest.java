package dev.interlude.booking.holds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.support.FromCalcom;
import dev.interlude.support.Reply;
import dev.interlude.support.RequestBodies;
import dev.interlude.support.Upstream;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@DisplayName("Holding an offer")
class HoldLimitsTest extends HoldTest {

    @LocalServerPort
    private int port;

    private Upstream limited(String name, int seconds, int open) {
        var key = RequestBodies.object()
                .put("name", name + "-" + day)
                .put("holdSeconds", seconds)
                .put("openHolds", open);
        key.putArray("roles").add("read").add("book");
        return caller.with(caller.post("/api/v1/keys", key).at("/key"));
    }

    private List<String> inForce(String customer) {
        return jdbc.sql(
                        "select status from offer_hold where customer = encode(sha256(convert_to(:email, 'UTF8')), 'hex')")
                .param("email", customer)
                .query(String.class)
                .list();
    }

    @Test
    @DisplayName("is limited for each key: so many at a time, also when all come at once, and so long each")
    void ofEachKey() {
        var agent = limited("limited", 60, 3);

        var asked = Upstream.wait(IntStream.range(0, 8)
                .mapToObj(i -> agent.posting("/api/v1/holds", haircut("%02d:00".formatted(9 + i), "ben", 60)))
                .toList());

        var holds = asked.stream().filter(r -> r.status() == 201).toList();
        assertThat(holds).as(asked.toString()).hasSize(3);
        assertThat(asked).filteredOn(r -> r.status() != 201).allSatisfy(refused -> {
            require(refused, 429, "TOO_MANY_HOLDS");
            assertThat(refused.at("/detail")).contains("This key holds 3 offers");
            assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 62);
        });
        var tooLong = agent.post("/api/v1/holds", haircut("09:00", "dora", 61));
        requireInvalid(tooLong, "/seconds");
        assertThat(tooLong.about("/seconds")).contains("from 1 to 60").contains("this key");
        requireInvalid(caller.post("/api/v1/holds", haircut("09:00", "dora", 901)), "/seconds");
        delete(agent, holds.get(0));
        held(agent, haircut("09:00", "cleo", 60));
        require(limited("none", 60, 0).post("/api/v1/holds", haircut("09:00", "dora", 60)), 429, "TOO_MANY_HOLDS");
    }

    @Test
    @DisplayName("is limited for each customer, whichever keys it is held by and however the address is written")
    void ofEachCustomer() {
        var one = limited("one", 900, 20);
        var another = limited("another", 900, 20);
        var email = "Held-" + day + "@example.com";
        for (int i = 0; i < 3; i++) {
            held(
                    i == 0 ? one : another,
                    haircut("%02d:00".formatted(9 + i), "ben", 900).put("attendeeEmail", email));
        }

        var refused = one.post("/api/v1/holds", haircut("14:00", "ben", 900).put("attendeeEmail", email.toLowerCase()));

        require(refused, 429, "TOO_MANY_HOLDS");
        assertThat(refused.at("/detail")).contains("This customer").doesNotContain("@");
        held(one, haircut("14:00", "ben", 900).put("attendeeEmail", "other-" + email));
        held(one, haircut("15:00", "ben", 900));
    }

    @Test
    @DisplayName("names no one: the address is kept as a digest, and erasing the person ends the hold")
    void erased() {
        var agent = agent();
        var email = "erased-" + day + "@example.com";
        var hold = held(agent, haircut("10:00", "ben", LONG).put("attendeeEmail", email));
        assertThat(inForce(email)).containsExactly("HELD");
        assertThat(read(agent, hold).text()).doesNotContain(email);

        var erasure = caller.ask("DELETE", "/api/v1/attendees/" + Upstream.encoded(email), BodyPublishers.noBody());

        assertThat(erasure.json().at("/holds").asInt()).as(erasure.text()).isEqualTo(1);
        assertThat(inForce(email)).isEmpty();
        assertThat(read(agent, hold).at("/status")).isEqualTo("RELEASED");
        assertThat(startsOf("haircut", "ben")).contains(day.shown("10:00"));
        assertThat(jdbc.sql("select count(*) from event where subject = :id and data::text like '%@%'")
                        .param("id", hold.id())
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    @DisplayName(
            "does not reach Cal.com: what is booked there meanwhile stands. The hold is lost, or its booking is refused")
    void bookedInCalcom() {
        var agent = agent();
        var unheard = held(agent, haircut("15:00", "dora", LONG));
        calcom.bookedByOthers(104, day.instant("15:15"));
        var heard = held(agent, haircut("10:00", "dora", LONG));
        var calcoms = new FromCalcom(sandbox, caller, jdbc, port);
        calcoms.registered();

        var uid = calcoms.booked(104, day.instant("10:15"), "meanwhile-" + day + "@example.com");
        var booking = calcoms.ours(uid);
        calcoms.awaitAllHeard();
        calcoms.unregistered();

        assertThat(books.holds(booking)).hasSize(1);
        assertThat(read(agent, heard).at("/status")).isEqualTo("LOST");
        var refused = agent.book(booking(heard));
        require(refused, 409, "HOLD_ENDED");
        assertThat(refused.at("/detail")).contains("booked in Cal.com meanwhile");
        assertThat(refused.starts()).isNotEmpty();
        assertThat(ledger.due()).contains(UUID.fromString(heard.id()));
        ledger.expire(UUID.fromString(heard.id()));
        assertThat(books.eventsAbout(heard.id())).containsExactly("hold.placed", "hold.ended");

        require(agent.book(booking(unheard)), 409, "SLOT_UNAVAILABLE");
        assertThat(read(agent, unheard).at("/status")).isEqualTo("HELD");
        caller.cancel(booking);
    }

    @Test
    @DisplayName(
            "takes a place of the day, for a person and for a service, until it ends; its own booking needs no other")
    void ofTheDay() {
        var agent = agent();
        var finns = List.of("10:00", "11:00").stream()
                .map(time -> caller.booked(RequestBodies.booking("blow-dry", day.at(time))))
                .toList();
        assertThat(finns).hasSize(STAFF_LIMIT - 1);
        var hold = held(agent, hold(RequestBodies.booking("blow-dry", day.at("12:00")), LONG));
        requireFull(caller.book(RequestBodies.booking("blow-dry", day.at("13:00"))));
        requireFull(agent.post("/api/v1/holds", hold(RequestBodies.booking("blow-dry", day.at("13:00")), LONG)));
        assertThat(caller.offers("blow-dry", day).starts()).isEmpty();

        assertThat(agent.book(booking(hold)).status()).isEqualTo(201);

        var brief = held(agent, hold(RequestBodies.booking("trial-style", day.at("10:00")), SHORT));
        var second = held(agent, hold(RequestBodies.booking("trial-style", day.at("12:00")), LONG));
        delete(agent, second);
        await("the brief one has ended")
                .atMost(PATIENCE)
                .until(() -> read(agent, brief).at("/status").equals("EXPIRED"));
        held(agent, hold(RequestBodies.booking("trial-style", day.at("12:00")), LONG));
        caller.booked(RequestBodies.booking("trial-style", day.at("14:00")));
        requireFull(caller.book(RequestBodies.booking("trial-style", day.at("16:00"))));
    }

    @Test
    @DisplayName(
            "needs what is free in Cal.com; who leaves the person open gets one who is free, and the true reason when none is")
    void offered() {
        var agent = agent();
        var closed = agent.post("/api/v1/holds", haircut("20:00", "ben", LONG));
        require(closed, 409, "SLOT_UNAVAILABLE");
        assertThat(closed.at("/detail")).contains("ben is not free").doesNotContain("held");
        assertThat(closed.starts()).isNotEmpty();

        var anybody = hold(RequestBodies.booking("haircut", day.at("10:00")), LONG);
        var holds = IntStream.range(0, HAIRCUT_OF_ALL.size())
                .mapToObj(i -> held(agent, anybody))
                .toList();

        assertThat(holds.stream().map(h -> h.at("/segments/0/staff"))).doesNotHaveDuplicates();
        require(agent.post("/api/v1/holds", anybody), 409, "SLOT_UNAVAILABLE");
        var refused = caller.book(RequestBodies.booking("haircut", day.at("10:15")));
        require(refused, 409, "SLOT_UNAVAILABLE");
        assertThat(refused.at("/detail")).contains("held for another customer until");
    }

    @Test
    @DisplayName("and booking it: what makes no sense is named; an item of a bulk may be a hold, a series may not")
    void sense() {
        var agent = agent();
        var hold = held(agent, haircut("10:00", "emil", LONG));
        var noSeconds = haircut("11:00", "emil", LONG);
        noSeconds.remove("seconds");
        assertThat(agent.post("/api/v1/holds", noSeconds).pointers()).containsExactly("/seconds");
        requireInvalid(
                agent.post("/api/v1/holds", haircut("11:00", "emil", LONG).put("service", "shave")), "/service");
        requireInvalid(agent.post("/api/v1/holds", haircut("11:00", "otto", LONG)), "/staff");
        assertThat(agent.post("/api/v1/holds", haircut("11:00", "emil", LONG).put("attendeeEmail", "no-address"))
                        .pointers())
                .containsExactly("/attendeeEmail");
        var both = booking(hold).put("service", "haircut").put("start", day.at("10:00"));
        assertThat(agent.book(both).pointers()).containsExactly("/service", "/start");
        var neither = booking(hold);
        neither.remove("hold");
        assertThat(agent.book(neither).pointers()).containsExactlyInAnyOrder("/service", "/start");
        assertThat(agent.book(neither.putNull("hold")).pointers()).containsExactlyInAnyOrder("/service", "/start");
        var ofSeries = RequestBodies.booking("haircut", day.at("10:00")).put("hold", hold.id());
        assertThat(agent.post("/api/v1/series", series(ofSeries, "weekly", 2, "bestEffort"))
                        .text())
                .contains("can only be booked by itself");

        ObjectNode bulk = RequestBodies.object();
        bulk.putArray("items").addObject().set("booking", booking(hold));
        Reply done = agent.post("/api/v1/bookings/bulk", bulk);
        assertThat(done.at("/results/0/status")).as(done.text()).isEqualTo("201");
        assertThat(read(agent, hold).at("/status")).isEqualTo("USED");
    }
}
