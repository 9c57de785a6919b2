package dev.interlude.booking.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.sandbox.http.Operation;
import dev.interlude.support.Day;
import dev.interlude.support.FromCalcom;
import dev.interlude.support.Reply;
import dev.interlude.support.RequestBodies;
import dev.interlude.support.SalonTest;
import dev.interlude.support.Upstream;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@DisplayName("By the rules between a customer's appointments, who is known by email,")
class AppointmentRulesTest extends SalonTest {

    @LocalServerPort
    private int port;

    private final String email = "zoe" + UUID.randomUUID() + "@example.com";
    private final Day later = List.of(Day.fresh(), Day.fresh(), Day.fresh()).get(2);

    private ObjectNode patchTest(String start) {
        return of(RequestBodies.booking("patch-test", start), email);
    }

    private ObjectNode colour(String start) {
        return of(RequestBodies.booking("first-colour", start).put("staff", "anna"), email);
    }

    private static ObjectNode of(ObjectNode body, String email) {
        ((ObjectNode) body.path("attendee")).put("email", email);
        return body;
    }

    private static void require(Reply reply, String code) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(409);
        assertThat(reply.code()).as(reply.text()).isEqualTo(code);
    }

    @Test
    @DisplayName(
            "a first colour is refused without a patch test, which is offered early enough; with it the colour is booked")
    void required() {
        sandbox.forgetRequests();
        var key = UUID.randomUUID().toString();

        var refused = caller.book(colour(later.at("12:00")), "Idempotency-Key", key);

        require(refused, "REQUIRED_APPOINTMENT_MISSING");
        assertThat(refused.at("/detail")).contains("Patch test", "48 hours", "180 days");
        assertThat(refused.each("/alternatives", "service")).hasSize(3).containsOnly("patch-test");
        assertThat(refused.each("/alternatives", "end"))
                .allSatisfy(end -> assertThat(OffsetDateTime.parse(end).toInstant())
                        .isBeforeOrEqualTo(later.instant("12:00").minusSeconds(48 * 3600)));
        assertThat(calcom.writes()).isEmpty();
        assertThat(books.bookingsOf(email)).isEmpty();
        assertThat(caller.book(colour(later.at("12:00")), "Idempotency-Key", key)
                        .text())
                .as("the same again")
                .isEqualTo(refused.text());

        var offered = refused.json().at("/alternatives/2");
        caller.booked(of(chosen("patch-test", offered), email.toUpperCase(Locale.ROOT)));
        caller.booked(colour(later.at("12:00")));
    }

    @Test
    @DisplayName("a patch test of the day before does not count, and neither does one in the name of another")
    void tooLate() {
        var before = Day.fresh();
        var after = Day.fresh();
        caller.booked(patchTest(before.at("10:00")));
        caller.booked(of(RequestBodies.booking("patch-test", day.at("10:00")), "other" + email));

        require(caller.book(colour(after.at("09:00"))), "REQUIRED_APPOINTMENT_MISSING");
    }

    @Test
    @DisplayName("two colours are three weeks apart, also when the second comes first; what is offered is so")
    void interval() {
        var early = Day.ofFreshWeek();
        caller.booked(patchTest(early.at("10:00")));
        var first = new Day(early.date().plusDays(28));
        caller.booked(colour(first.at("10:00")));

        var refused = caller.book(colour(new Day(first.date().plusDays(14)).at("10:00")));

        require(refused, "TOO_SOON");
        assertThat(refused.at("/detail"))
                .contains("21 days", first + " 10:00", first.date().plusDays(21) + " 10:00");
        assertThat(refused.starts().get(0)).isEqualTo(new Day(first.date().plusDays(21)).shown("10:00"));
        assertThat(refused.json().at("/alternatives/0").has("service")).isFalse();
        require(caller.book(colour(new Day(first.date().minusDays(14)).at("10:00"))), "TOO_SOON");
        var body = of(chosen("first-colour", refused.json().at("/alternatives/0")), email);
        caller.booked(body);
        assertThat(calcom.liveOn(new Day(first.date().plusDays(21)))).hasSize(1);
    }

    @Test
    @DisplayName("of twenty patch tests asked for at once, in whatever case the address is written, one is booked")
    void oneOpen() {
        sandbox.forgetRequests();
        var replies = Upstream.wait(IntStream.range(0, 20)
                .mapToObj(i -> caller.booking(of(
                        RequestBodies.booking("patch-test", day.at("1%d:%02d".formatted(i % 6, 15 * (i % 4)))),
                        i % 2 == 0 ? email : email.toUpperCase(Locale.ROOT))))
                .toList());

        assertThat(replies)
                .filteredOn(r -> r.status() == 201)
                .as(replies.toString())
                .hasSize(1);
        assertThat(replies).filteredOn(r -> r.status() != 201).allSatisfy(r -> require(r, "OPEN_APPOINTMENT"));
        assertThat(calcom.requests(Operation.CREATE)).hasSize(1);
        var booked = replies.stream().filter(r -> r.status() == 201).findFirst().orElseThrow();
        var refused = caller.book(patchTest(later.at("10:00")));
        require(refused, "OPEN_APPOINTMENT");
        assertThat(refused.at("/detail")).contains(booked.id());
        assertThat(caller.move(booked.id(), RequestBodies.to(day.at("17:00"))).status())
                .isEqualTo(200);
        caller.cancel(booked.id());
        caller.booked(patchTest(later.at("10:00")));
    }

    @Test
    @DisplayName("a colour is not moved too near to its patch test, and stays where it was")
    void moved() {
        caller.booked(patchTest(day.at("10:00")));
        var colour = caller.booked(colour(later.at("12:00")));
        sandbox.forgetRequests();

        var refused = caller.move(colour.id(), RequestBodies.to(day.at("15:00")));

        require(refused, "REQUIRED_APPOINTMENT_MISSING");
        assertThat(calcom.writes()).isEmpty();
        assertThat(caller.read(colour.id()).at("/start")).isEqualTo(later.shown("12:00"));
        assertThat(caller.move(colour.id(), RequestBodies.to(later.at("15:00"))).status())
                .isEqualTo(200);
    }

    @Test
    @DisplayName(
            "a colour whose patch test is cancelled stays, and a person is told: in the list, in its history and by an event")
    void reliedOn() {
        var test = caller.booked(patchTest(day.at("10:00")));
        var colour = caller.booked(colour(later.at("12:00")));
        var elsewhere = "other" + email;
        var passed = caller.booked(of(colour(later.at("16:00")), elsewhere)
                .put("priority", "emergency")
                .put("overrideReason", "tested elsewhere"));
        var theirs = caller.booked(of(patchTest(day.at("15:00")), elsewhere));

        caller.cancel(test.id());
        caller.cancel(theirs.id());

        requireFlagged(colour);
        assertThat(books.status(colour.id())).isEqualTo("BOOKED");
        assertThat(calcom.liveOf(colour.id())).hasSize(1);
        assertThat(books.eventsAbout(colour.id())).containsExactly("booking.created", "sync.drift_found");
        assertThat(flags()).as("booked in spite of the rule").doesNotContain(passed.id());
    }

    @Test
    @DisplayName(
            "so is one whose patch test is moved too near to it, or cancelled in Cal.com; not where it is still early enough")
    void reliedOnMoved() {
        var test = caller.booked(patchTest(day.at("10:00")));
        var colour = caller.booked(colour(later.at("12:00")));
        caller.move(test.id(), RequestBodies.to(day.at("11:00")));
        assertThat(flags()).doesNotContain(colour.id());

        caller.move(test.id(), RequestBodies.to(later.at("10:00")));

        requireFlagged(colour);
        var other = "other" + email;
        var others = new FromCalcom(sandbox, caller, jdbc, port);
        others.registered();
        var theirTest = caller.booked(of(patchTest(day.at("15:00")), other));
        var theirColour = caller.booked(of(colour(later.at("16:00")), other));

        others.cancelled(books.uid(theirTest.id()));

        books.awaitStatus(theirTest.id(), "CANCELLED");
        requireFlagged(theirColour);
        others.awaitAllHeard();
        others.unregistered();
    }

    private void requireFlagged(Reply colour) {
        assertThat(flags()).contains(colour.id());
        assertThat(books.history(colour.id())).contains("flagged");
        assertThat(caller.attention().toString())
                .contains(
                        "the appointment for Patch test that it needs, at least 48 hours before, was cancelled or moved");
    }

    /** The bookings that a person is to look at. */
    private String flags() {
        return caller.attention().stream()
                .map(item -> item.path("bookingId").asText())
                .toList()
                .toString();
    }

    @Test
    @DisplayName(
            "each service of a visit counts at its own start: what is required, and what requires it; so it does when it is moved")
    void visits() {
        var early = Day.ofFreshWeek();
        var after = new Day(early.date().plusDays(2));
        caller.booked(patchTest(early.at("10:00")));
        require(
                caller.book(visit(email, after.at("10:10"), "first-colour", "haircut")),
                "REQUIRED_APPOINTMENT_MISSING");
        assertThat(calcom.liveOn(after)).isEmpty();
        var booked = caller.booked(visit(email, after.at("10:00"), "haircut", "first-colour"));
        assertThat(booked.at("/segments/1/start")).isEqualTo(after.shown("10:30"));
        require(caller.move(booked.id(), RequestBodies.to(after.at("09:30"))), "REQUIRED_APPOINTMENT_MISSING");
        var moved = caller.move(booked.id(), RequestBodies.to(after.at("14:00")));
        assertThat(moved.status()).as(moved.text()).isEqualTo(200);

        var other = "other" + email;
        var tested = caller.booked(visit(other, early.at("11:00"), "haircut", "patch-test"));
        require(caller.book(of(colour(after.at("11:40")), other)), "REQUIRED_APPOINTMENT_MISSING");
        var colour = caller.booked(of(colour(after.at("11:45")), other));
        require(
                caller.book(visit(other, new Day(after.date().plusDays(7)).at("10:00"), "haircut", "first-colour")),
                "TOO_SOON");
        caller.cancel(tested.id());
        requireFlagged(colour);
    }

    private static ObjectNode visit(String email, String start, String... services) {
        var body = of(RequestBodies.booking("", start), email);
        body.remove("service");
        var list = body.putArray("services");
        List.of(services).forEach(list::add);
        body.putArray("segments").addObject().put("key", "haircut.cut").put("staff", "cleo");
        return body;
    }

    @Test
    @DisplayName(
            "what would be refused is not held for its customer either; held without a name, it is refused when it is booked")
    void held() {
        var hold = RequestBodies.object()
                .put("service", "first-colour")
                .put("start", later.at("14:00"))
                .put("staff", "ben")
                .put("seconds", 60);
        var refused = caller.post("/api/v1/holds", hold.deepCopy().put("attendeeEmail", email));
        require(refused, "REQUIRED_APPOINTMENT_MISSING");
        assertThat(refused.each("/alternatives", "service")).containsOnly("patch-test");

        var held = caller.post("/api/v1/holds", hold);
        assertThat(held.status()).as(held.text()).isEqualTo(201);
        var body = of(RequestBodies.booking("", "").put("hold", held.id()), email);
        body.remove(List.of("service", "start", "timeZone"));
        require(caller.book(body), "REQUIRED_APPOINTMENT_MISSING");

        caller.booked(patchTest(day.at("10:00")));
        assertThat(caller.book(body).status()).isEqualTo(201);
    }

    @Test
    @DisplayName("who has the role passes them with a reason, which is in the history")
    void overridden() {
        var body = colour(day.at("09:00")).put("priority", "emergency").put("overrideReason", "tested elsewhere");

        requireForbidden(with("book").book(body.deepCopy()), "/priority");
        var booked = caller.booked(body);

        assertThat(books.history(booked.id())).contains("limits overridden");
    }

    @Test
    @DisplayName(
            "so does a move: without the role or a reason it is refused, and with both the reason is in the history")
    void movedOverridden() {
        caller.booked(patchTest(day.at("10:00")));
        var colour = caller.booked(colour(later.at("12:00")));
        var near = RequestBodies.to(day.at("15:00")).put("priority", "emergency");

        requireForbidden(caller.move(colour.id(), near), "/overrideReason");
        near.put("overrideReason", "tested elsewhere");
        requireForbidden(with("book").move(colour.id(), near), "/priority");
        assertThat(books.history(colour.id())).doesNotContain("limits overridden");
        var moved = caller.move(colour.id(), near);

        assertThat(moved.status()).as(moved.text()).isEqualTo(200);
        assertThat(books.history(colour.id())).contains("move asked for", "limits overridden", "moved");
        assertThat(calcom.liveOf(colour.id())).extracting(b -> b.start).containsExactly(day.instant("15:00"));
    }

    @Test
    @DisplayName("a series whose days are too near to each other is not booked at all")
    void series() {
        caller.booked(patchTest(day.at("10:00")));
        var far = new Day(day.date().plusDays(70));
        var reply = caller.post("/api/v1/series", series(colour(far.at("10:00")), "weekly", 2, "allOrNothing"));

        require(reply, "TOO_SOON");
        assertThat(books.bookingsOf(email)).hasSize(1);
    }

    @Test
    @DisplayName("bookings that others make in Cal.com count, and are not refused themselves")
    void madeInCalcom() {
        var others = new FromCalcom(sandbox, caller, jdbc, port);
        others.registered();
        var one = others.ours(others.booked(902, day.instant("10:00"), email));
        var two = others.ours(others.booked(902, day.instant("11:00"), email));

        require(caller.book(patchTest(later.at("10:00"))), "OPEN_APPOINTMENT");
        caller.booked(colour(later.at("12:00")));
        assertThat(books.status(one)).isEqualTo("BOOKED");
        assertThat(books.status(two)).isEqualTo("BOOKED");
        others.unregistered();
    }
}
