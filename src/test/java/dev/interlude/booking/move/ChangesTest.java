package dev.interlude.booking.move;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.sandbox.fault.Fault;
import dev.interlude.sandbox.http.Operation;
import dev.interlude.sandbox.http.Refusal;
import dev.interlude.sandbox.log.Received;
import dev.interlude.sandbox.model.Booking;
import dev.interlude.support.BothSides;
import dev.interlude.support.Reply;
import dev.interlude.support.RequestBodies;
import dev.interlude.support.Upstream;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
@DisplayName("A booking of which something else is to be booked")
class ChangesTest extends BothSides {

    private static final long PAINT = 701;
    private static final long LONG_PAINT = 702;
    private static final long CARE = 711;
    private static final long STYLE = 721;

    @BeforeEach
    void alone() {
        withoutBreaker();
    }

    @Test
    @DisplayName(
            "takes longer in one part: it is booked anew, its old booking makes room first, the parts behind it shift")
    void longer() {
        var id = byAnna();

        var changed = change(id, segments(minutes("paint", 90)));

        assertThat(changed.status()).as(changed.text()).isEqualTo(200);
        assertThat(changed.id()).isEqualTo(id);
        assertThat(changed.each("/segments", "start")).containsExactly(shown("09:00", "11:00", "11:15"));
        assertThat(changed.each("/segments", "key")).containsExactly("paint", "care", "style");
        assertThat(changed.at("/end")).isEqualTo(day.shown("11:45"));
        assertThat(operations())
                .as("the cancel comes last")
                .containsExactly(
                        Operation.RESCHEDULE,
                        Operation.RESCHEDULE,
                        Operation.RESCHEDULE,
                        Operation.CREATE,
                        Operation.CANCEL);
        requireAtCalcom(id, LONG_PAINT + " 09:00", CARE + " 11:00", STYLE + " 11:15");
        assertThat(books.holds(id)).hasSize(3);
        assertThat(books.eventsAbout(id)).containsExactly("booking.created", "booking.changed");
        assertThat(books.history(id)).contains("change asked for", "changed").doesNotContain("moved in Cal.com");
        var events = caller.eventsAbout(id);
        assertThat(events)
                .extracting(e -> e.path("type").asText())
                .containsExactly("booking.created", "booking.changed");
        var event = events.get(1);
        assertThat(event.at("/data/changes/0/what").asText()).isEqualTo("BOOKED_ANEW");
        assertThat(event.at("/data/changes/0/to/end").asText()).isEqualTo(day.shown("10:30"));
        assertThat(event.at("/data/segments")).hasSize(3);

        var back = change(id, segments(minutes("paint", 60)));

        assertThat(back.status()).as(back.text()).isEqualTo(200);
        requireAtCalcom(id, PAINT + " 09:00", CARE + " 11:00", STYLE + " 11:15");
        assertThat(caller.cancel(id).at("/status")).isEqualTo("CANCELLED");
        assertThat(calcom.liveOf(id)).isEmpty();
    }

    @Test
    @DisplayName("loses an optional part and gets it again; what need not move stays")
    void droppedAndAdded() {
        var id = byAnna();

        var without = change(id, keys("drop", "care"));

        assertThat(without.status()).as(without.text()).isEqualTo(200);
        assertThat(without.each("/segments", "key")).containsExactly("paint", "style");
        assertThat(operations()).containsExactly(Operation.CANCEL);
        requireAtCalcom(id, PAINT + " 09:00", STYLE + " 10:45");
        assertThat(books.holds(id)).hasSize(2);
        sandbox.forgetRequests();

        var again = change(
                id,
                keys("add", "care")
                        .<ObjectNode>set(
                                "segments", segments(by("care", "cleo")).get("segments")));

        assertThat(again.status()).as(again.text()).isEqualTo(200);
        assertThat(again.each("/segments", "key")).containsExactly("paint", "care", "style");
        assertThat(again.each("/segments", "staff")).containsExactly("anna", "cleo", "anna");
        assertThat(operations()).containsExactly(Operation.CREATE);
        requireAtCalcom(id, PAINT + " 09:00", "713 10:30", STYLE + " 10:45");
        assertThat(books.segments(id, "position")).containsExactly("0", "1", "2");
        assertThat(caller.move(id, RequestBodies.to(day.at("14:00"))).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("gets another person, another length and another pause at once, each where it says")
    void several() {
        var id = byAnna();

        var changed = change(
                id, segments(pause(minutes("paint", 60), 45), by("care", "dora"), by(minutes("style", 45), "ben")));

        assertThat(changed.status()).as(changed.text()).isEqualTo(200);
        assertThat(changed.each("/segments", "staff")).containsExactly("anna", "dora", "ben");
        assertThat(changed.at("/pauses/0/minutes")).isEqualTo("45");
        requireAtCalcom(id, PAINT + " 09:00", "714 10:45", "726 11:00");
    }

    @Test
    @DisplayName("is only asked about: the answer says what would happen to each part, and nothing changes anywhere")
    void dryRun() {
        var id = byAnna();
        var before = caller.read(id).json();
        var body = segments(minutes("paint", 90));
        body.putArray("drop").add("care");

        var dry = change(id, body.deepCopy().put("dryRun", true));

        assertThat(dry.status()).as(dry.text()).isEqualTo(200);
        assertThat(calcom.writes()).isEmpty();
        assertThat(caller.read(id).json()).isEqualTo(before);
        assertThat(books.history(id)).doesNotContain("change asked for");
        assertThat(dry.each("/changes", "what")).containsExactly("BOOKED_ANEW", "MOVED", "DROPPED");
        assertThat(dry.at("/changes/0/from/end")).isEqualTo(day.shown("10:00"));
        assertThat(dry.at("/changes/0/to/end")).isEqualTo(day.shown("10:30"));
        assertThat(dry.at("/changes/0/waitsAt/start")).isNotEmpty();
        assertThat(dry.at("/changes/1/to/start")).isEqualTo(day.shown("11:00"));
        assertThat(dry.at("/changes/2/from/staff")).isEqualTo("anna");

        var real = change(id, body);

        assertThat(real.status()).as(real.text()).isEqualTo(200);
        assertThat(real.at("/start")).isEqualTo(dry.at("/start"));
        assertThat(real.at("/end")).isEqualTo(dry.at("/end"));
        requireAtCalcom(id, LONG_PAINT + " 09:00", STYLE + " 11:00");
    }

    @Test
    @DisplayName("stays as it was when Cal.com refuses the last step, and the caller gets alternatives")
    void refused() {
        var id = byAnna();
        var before = caller.read(id);
        sandbox.faults().add(Fault.on(Operation.CREATE).refuse(Refusal.slotTaken()));

        var refused = change(id, segments(minutes("paint", 90)));

        assertThat(refused.status()).as(refused.text()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("SLOT_UNAVAILABLE");
        assertThat(refused.starts()).isNotEmpty();
        books.awaitStatus(id, "BOOKED");
        books.awaitNoOpenSaga();
        var after = caller.read(id);
        assertThat(after.each("/segments", "start")).isEqualTo(before.each("/segments", "start"));
        assertThat(after.each("/segments", "end")).isEqualTo(before.each("/segments", "end"));
        assertThat(calcom.requests(Operation.CANCEL)).isEmpty();
        requireAtCalcom(id, PAINT + " 09:00", CARE + " 10:30", STYLE + " 10:45");
        assertThat(books.holds(id)).hasSize(3);
        assertThat(books.history(id)).endsWith("stayed where it was");
        assertThat(books.eventsAbout(id)).containsExactly("booking.created");
    }

    @Test
    @DisplayName("is refused without a call when another customer has the time, dry run or not")
    void taken() {
        var id = byAnna();
        caller.booked(RequestBodies.haircut(day.at("11:15"), "anna"));
        Stream.of("12:00", "12:30", "13:00", "13:30", "14:00", "14:30", "15:00", "15:30", "16:00", "16:30", "17:00")
                .forEach(time -> caller.booked(RequestBodies.haircut(day.at(time), "anna")));
        sandbox.forgetRequests();

        for (var dry : List.of(true, false)) {
            var refused = change(id, segments(minutes("paint", 90)).put("dryRun", dry));

            assertThat(refused.status()).as(refused.text()).isEqualTo(409);
            assertThat(refused.code()).isEqualTo("SLOT_UNAVAILABLE");
        }
        assertThat(calcom.writes()).isEmpty();
    }

    @Test
    @DisplayName("has its new form at once although what was dropped cannot be cancelled yet; that is done later")
    void dropUnreachable() {
        var id = byAnna();
        var fault =
                sandbox.faults().add(Fault.on(Operation.CANCEL).serverError(503).forever());

        var changed = change(id, keys("drop", "care"));

        assertThat(changed.status()).as(changed.text()).isEqualTo(200);
        assertThat(changed.at("/status")).isEqualTo("BOOKED");
        assertThat(changed.each("/segments", "key")).containsExactly("paint", "style");
        assertThat(books.holds(id)).as("nobody else gets its time yet").hasSize(3);
        sandbox.faults().remove(fault);
        books.awaitNoOpenSaga();
        requireAtCalcom(id, PAINT + " 09:00", STYLE + " 10:45");
        assertThat(books.holds(id)).hasSize(2);
    }

    @Test
    @DisplayName("is changed once however often it is asked for, and not at all when it is so already")
    void askedTwice() {
        var id = byAnna();
        var body = keys("drop", "care");

        var first = changing(id, body, "Idempotency-Key", "twice-" + id);
        var second = changing(id, body, "Idempotency-Key", "twice-" + id);

        assertThat(Upstream.wait(first).status()).isEqualTo(200);
        assertThat(Upstream.wait(first).json()).isEqualTo(Upstream.wait(second).json());
        assertThat(operations()).containsExactly(Operation.CANCEL);
        assertThat(change(id, body).status()).isEqualTo(200);
        assertThat(change(id, segments(minutes("paint", 60))).status()).isEqualTo(200);
        assertThat(operations()).as("it is so already").containsExactly(Operation.CANCEL);
    }

    @Test
    @DisplayName(
            "is not changed or moved again by a repeat whose first answer was lost: what was agreed since then stays")
    void answerLost() {
        var id = byAnna();
        var longer = segments(minutes("paint", 90));
        var later = RequestBodies.to(day.at("13:00"));
        var path = "/api/v1/bookings/" + id + "/reschedule";
        assertThat(Upstream.wait(changing(id, longer, "Idempotency-Key", "longer-" + id))
                        .status())
                .isEqualTo(200);
        assertThat(caller.post(path, later, "Idempotency-Key", "later-" + id).status())
                .isEqualTo(200);
        jdbc.sql(
                        """
                update idempotency set state = 'RELEASED', status = null, location = null, content_type = null, body = null
                where key like :key
                """)
                .param("key", "%-" + id)
                .update();
        assertThat(change(id, segments(minutes("paint", 60))).status()).isEqualTo(200);
        assertThat(caller.move(id, RequestBodies.to(day.at("09:00"))).status()).isEqualTo(200);
        books.awaitNoOpenSaga();
        var agreed = caller.read(id).json();
        sandbox.forgetRequests();

        var changed = Upstream.wait(changing(id, longer, "Idempotency-Key", "longer-" + id));
        var moved = caller.post(path, later, "Idempotency-Key", "later-" + id);

        for (var again : List.of(changed, moved)) {
            assertThat(again.status()).as(again.text()).isEqualTo(200);
            assertThat(again.json()).isEqualTo(agreed);
        }
        assertThat(calcom.writes()).isEmpty();
        assertThat(caller.read(id).json()).isEqualTo(agreed);
    }

    @Test
    @DisplayName("is changed by one of twenty requests at a time; the others hear why, and both sides agree in the end")
    void race() {
        var id = byAnna();
        var bodies = List.of(
                segments(minutes("paint", 90)),
                keys("drop", "care"),
                segments(by("style", "ben")),
                segments(pause(RequestBodies.object().put("key", "paint"), 40)));

        var asked = IntStream.range(0, 20)
                .mapToObj(n -> n % 5 == 4
                        ? caller.posting("/api/v1/bookings/" + id + "/reschedule", RequestBodies.to(day.at("13:00")))
                        : changing(id, bodies.get(n % 4)))
                .toList();

        var replies = Upstream.wait(asked);
        assertThat(replies).extracting(Reply::status).contains(200).isSubsetOf(200, 409, 422);
        assertThat(replies.stream().filter(r -> r.status() == 409))
                .allSatisfy(r -> assertThat(r.code()).as(r.text()).isIn("IN_PROGRESS", "SLOT_UNAVAILABLE"));
        books.awaitNoOpenSaga();
        books.awaitStatus(id, "BOOKED");
        assertThat(calcom.liveOf(id))
                .extracting(b -> b.uid)
                .containsExactlyElementsOf(caller.read(id).each("/segments", "calcom/uid"));
        assertThat(books.holds(id)).hasSameSizeAs(calcom.liveOf(id));
        synced("incremental");
        assertThat(caller.get("/api/v1/sync/drift").each("/drift", "bookingId")).doesNotContain(id);
    }

    @Test
    @DisplayName("is changed or cancelled when both are asked for at once, and never half of each")
    void cancelledMeanwhile() {
        var id = byAnna();

        var change = changing(id, segments(minutes("paint", 90)));
        var cancel = caller.posting("/api/v1/bookings/" + id + "/cancel", "{}");

        assertThat(Upstream.wait(change).status()).isIn(200, 409);
        assertThat(Upstream.wait(cancel).status()).isIn(200, 202, 409);
        books.awaitNoOpenSaga();
        assertThat(books.status(id)).isIn("BOOKED", "CANCELLED");
        assertThat(calcom.liveOf(id)).hasSize(books.status(id).equals("BOOKED") ? 3 : 0);
        assertThat(books.holds(id)).hasSameSizeAs(calcom.liveOf(id));
    }

    @Test
    @DisplayName("is not changed into what the catalog does not have, and each mistake is named")
    void impossible() {
        var id = byAnna();
        var body = segments(minutes("paint", 75), by("nails", "anna"));
        body.putArray("drop").add("style");
        body.putArray("add").add("beard");

        var refused = change(id, body);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.about("/segments/0/minutes")).isEqualTo("must be 60 or 90 for paint");
        assertThat(refused.about("/segments/1/key"))
                .isEqualTo("'nails' would be no part of this booking; name it in `add`, or leave it out");
        assertThat(refused.about("/drop/0"))
                .isEqualTo("names style, which always is part of balayage; optional is care");
        assertThat(refused.about("/add/0")).isEqualTo("names 'beard', which is none of paint, care, style");
        assertThat(change(id, RequestBodies.object()).status()).isEqualTo(400);
        assertThat(change(id, segments(by("care", "emil"))).about("/segments/0/staff"))
                .contains("emil cannot do care");
        caller.cancel(id);
        assertThat(change(id, keys("drop", "care")).code()).isEqualTo("ALREADY_CANCELLED");
    }

    private String byAnna() {
        var id = caller.booked(
                        RequestBodies.booking("balayage", day.at("09:00")).put("staff", "anna"))
                .id();
        requireAtCalcom(id, PAINT + " 09:00", CARE + " 10:30", STYLE + " 10:45");
        sandbox.forgetRequests();
        return id;
    }

    private void requireAtCalcom(String id, String... bookings) {
        assertThat(calcom.liveOf(id)).extracting(this::shown).containsExactly(bookings);
    }

    private String shown(Booking booking) {
        return booking.eventTypeId + " "
                + booking.start.atZone(dev.interlude.support.Day.BERLIN).toLocalTime();
    }

    private String[] shown(String... times) {
        return Stream.of(times).map(day::shown).toArray(String[]::new);
    }

    private List<Operation> operations() {
        return calcom.writes().stream().map(Received::operation).toList();
    }

    private Reply change(String id, ObjectNode body) {
        return Upstream.wait(changing(id, body));
    }

    private CompletableFuture<Reply> changing(String id, ObjectNode body, String... headers) {
        return caller.asking(
                "PATCH",
                "/api/v1/bookings/" + id,
                BodyPublishers.ofString(body.toString()),
                Stream.concat(Stream.of("Content-Type", "application/json"), Stream.of(headers))
                        .toArray(String[]::new));
    }

    private static ObjectNode segments(ObjectNode... segments) {
        var body = RequestBodies.object();
        var all = body.putArray("segments");
        Stream.of(segments).forEach(all::add);
        return body;
    }

    private static ObjectNode keys(String member, String key) {
        var body = RequestBodies.object();
        body.putArray(member).add(key);
        return body;
    }

    private static ObjectNode minutes(String key, int minutes) {
        return RequestBodies.object().put("key", key).put("minutes", minutes);
    }

    private static ObjectNode by(String key, String staff) {
        return by(RequestBodies.object().put("key", key), staff);
    }

    private static ObjectNode by(ObjectNode segment, String staff) {
        return segment.put("staff", staff);
    }

    private static ObjectNode pause(ObjectNode segment, int minutes) {
        return segment.put("pauseAfter", minutes);
    }
}
