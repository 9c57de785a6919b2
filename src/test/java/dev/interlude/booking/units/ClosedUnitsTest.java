package dev.interlude.booking.units;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.sandbox.fault.Fault;
import dev.interlude.sandbox.http.Operation;
import dev.interlude.sandbox.http.Refusal;
import dev.interlude.support.Reply;
import dev.interlude.support.RequestBodies;
import dev.interlude.support.Upstream;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A resource that is closed")
class ClosedUnitsTest extends ResourceTest {

    private static final long ANNAS_FOILS = 501;

    /** No test leaves anything closed. */
    @AfterEach
    void open() {
        jdbc.sql("update absence set ended_at = now(), ended_by = 'test' where ended_at is null")
                .update();
    }

    @Test
    @DisplayName("is not offered, booked, held or given to a moved booking then; taken back, it is")
    void blocked() {
        var earlier = caller.booked(highlights("13:00", "anna", "14:15", "cleo"));
        var closed = close("basin", 1, "09:00", "13:30");
        sandbox.forgetRequests();

        assertThat(closed.at("/resource")).isEqualTo("basin");
        assertThat(closed.at("/unit")).isEqualTo("1");
        assertThat(closed.json().path("staff").isNull()).isTrue();
        assertThat(closed.json().path("bookings")).isEmpty();
        assertThat(caller.offers("highlights", day).starts())
                .as("their wash comes 75 to 90 minutes after their start")
                .isNotEmpty()
                .doesNotContain(day.shown("09:00"), day.shown("10:00"), day.shown("11:55"));
        var spelledOut = highlights("09:00", "ben", "10:15", "dora");
        requireNone(caller.book(spelledOut), "No Basin is free for wash at that time.");
        var hold = highlights("09:00", "ben", "10:15", "dora");
        hold.remove("attendee");
        requireNone(caller.post("/api/v1/holds", hold.put("seconds", 600)), "No Basin is free");
        requireNone(caller.move(earlier.id(), RequestBodies.to(day.at("10:00"))), "No Basin is free");
        assertThat(calcom.writes()).as("Cal.com was asked for nothing").isEmpty();
        assertThat(units(earlier.id())).contains("basin 1 14:15-14:30");

        var ended = takeBack(closed);
        assertThat(ended.at("/status")).as(ended.text()).isEqualTo("ENDED");
        assertThat(takeBack(closed).text()).as("again").isEqualTo(ended.text());
        assertThat(units(caller.booked(spelledOut).id())).contains("basin 1 10:15-10:30");
        assertThat(books.eventsAbout(closed.id())).containsExactly("absence.created", "absence.ended");
    }

    @Test
    @DisplayName("concerns the bookings that use it, not those with another unit; what holds it for a customer is lost")
    void concerned() {
        var inPause = caller.booked(highlights("09:00", "anna", "10:15", "cleo"));
        var other = caller.booked(highlights("09:05", "ben", "10:30", "dora"));
        assertThat(units(inPause.id())).contains("hood 1 09:45-10:15");
        assertThat(units(other.id())).anyMatch(unit -> unit.startsWith("hood 2"));
        var held = highlights("13:00", "anna", "14:15", "cleo");
        held.remove("attendee");
        var hold = caller.post("/api/v1/holds", held.put("seconds", 600));
        assertThat(hold.status()).as(hold.text()).isEqualTo(201);
        assertThat(shown(hold)).containsExactly("hood 1 13:45-14:15", "basin 1 14:15-14:30");

        var closed = close("hood", 1, "09:00", "18:00");

        assertThat(concernedBy(closed)).containsExactly(inPause.id());
        assertThat(closed.at("/bookings/0/parts/0")).isEqualTo("foils");
        var lost = caller.get("/api/v1/holds/" + hold.id());
        assertThat(lost.at("/status")).isEqualTo("LOST");
        assertThat(shown(lost)).isEmpty();
        assertThat(books.history(inPause.id())).contains("resource closed");
        assertThat(books.history(other.id())).doesNotContain("resource closed");
        assertThat(attention(closed)).startsWith("hood 1 is closed until").contains("one appointment is neither moved");
        assertThat(calcom.liveOf(inPause.id())).hasSize(3);

        var all = close("hood", null, "09:00", "18:00");
        assertThat(concernedBy(all)).containsExactlyInAnyOrder(inPause.id(), other.id());
        assertThat(attention(all)).startsWith("hood is closed until");
        takeBack(closed);
        takeBack(all);
        assertThat(concernedBy(read(closed))).isEmpty();
        assertThat(books.history(inPause.id())).contains("resource not closed after all");
    }

    @Test
    @DisplayName("is not kept by a hold that comes back from a booking which Cal.com refused while it was closed")
    void heldAgain() {
        var body = highlights("09:00", "anna", "10:15", "dora");
        var offer = body.deepCopy();
        offer.remove("attendee");
        var hold = caller.post("/api/v1/holds", offer.put("seconds", 600));
        assertThat(shown(hold)).contains("hood 1 09:45-10:15");
        var booking = RequestBodies.booking("", "").put("hold", hold.id());
        booking.remove(List.of("service", "start", "timeZone"));
        sandbox.faults()
                .add(Fault.on(Operation.CREATE).forEventType(ANNAS_FOILS).gate());
        sandbox.faults().add(Fault.on(Operation.CREATE).forEventType(DORAS_WASH).refuse(Refusal.slotTaken()));
        var answer = caller.booking(booking);
        await().until(() -> !sandbox.gates().waiting().isEmpty());

        var closed = close("hood", 1, "09:00", "18:00");
        sandbox.gates().releaseAll();
        assertThat(Upstream.wait(answer).code()).isEqualTo("SLOT_UNAVAILABLE");
        books.awaitNoOpenSaga();
        assertThat(caller.get("/api/v1/holds/" + hold.id()).at("/status")).isEqualTo("HELD");
        sandbox.faults().clear();

        var booked = caller.book(booking);

        assertThat(booked.status()).as(booked.text()).isEqualTo(201);
        assertThat(shown(booked)).contains("hood 2 09:45-10:15");
        assertThat(concernedBy(read(closed))).isEmpty();
        assertThat(calcom.liveOf(booked.id())).hasSize(3);
    }

    @Test
    @DisplayName("has its appointments moved as proposed, to when it is open")
    void applied() {
        var booked = caller.booked(highlights("09:00", "anna", "10:15", "cleo"));
        var closed = close("basin", 1, "09:00", "12:00");
        var proposal = closed.json().at("/bookings/0/proposal");
        assertThat(proposal.path("way").asText()).isEqualTo("other-time");
        var body = RequestBodies.object();
        body.putArray("items")
                .addObject()
                .put("booking", booked.id())
                .put("action", "move")
                .put("start", proposal.at("/offer/start").asText())
                .set("segments", proposal.at("/offer/segments"));

        var accepted = caller.post("/api/v1/absences/" + closed.id() + "/apply", body);

        assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
        var done = await().atMost(Duration.ofSeconds(30))
                .until(() -> caller.get("/api/v1/bulk/" + accepted.id()), reply -> reply.at("/status")
                        .equals("DONE"));
        assertThat(done.each("/results", "status")).containsExactly("200");
        books.awaitNoOpenSaga();
        assertThat(concernedBy(read(closed))).isEmpty();
        assertThat(attention(closed)).isEmpty();
        assertThat(units(booked.id())).hasSize(2).doesNotContain("basin 1 10:15-10:30");
        assertThat(calcom.liveOf(booked.id())).hasSize(3);
    }

    @Test
    @DisplayName("and twenty who book it just then: each is refused, or booked with an open unit or listed")
    void races() {
        var bookings = new ArrayList<CompletableFuture<Reply>>();
        CompletableFuture<Reply> closing = null;
        for (int i = 0; i < 20; i++) {
            if (i == 8) {
                closing = caller.posting("/api/v1/absences", body("hood", 1, "09:00", "18:00"));
            }
            var hour = 9 + i / 4 * 2;
            bookings.add(caller.booking(
                    i % 2 == 0
                            ? highlights("%02d:00".formatted(hour), "anna", "%02d:15".formatted(hour + 1), "cleo")
                            : highlights("%02d:05".formatted(hour), "ben", "%02d:30".formatted(hour + 1), "dora")));
        }
        var closed = Upstream.wait(closing);
        var replies = Upstream.wait(bookings);

        assertThat(closed.status()).as(closed.text()).isEqualTo(201);
        var booked =
                replies.stream().filter(r -> r.status() == 201).map(Reply::id).toList();
        assertThat(replies)
                .filteredOn(r -> r.status() != 201)
                .extracting(Reply::code)
                .containsOnly("SLOT_UNAVAILABLE");
        var withIt = booked.stream()
                .filter(id -> units(id).stream().anyMatch(unit -> unit.startsWith("hood 1 ")))
                .toList();
        assertThat(concernedBy(closed)).containsAll(withIt);
        assertThat(concernedBy(read(closed))).containsExactlyInAnyOrderElementsOf(withIt);
        assertThat(withIt).as("were there before it was closed").allSatisfy(id -> assertThat(books.history(id))
                .contains("resource closed"));
        assertThat(calcom.liveOn(day)).hasSize(3 * booked.size());
    }

    @Test
    @DisplayName("is closed once under one key, however often that is asked")
    void once() {
        var body = body("basin", null, "09:00", "12:00");
        var replies = Upstream.wait(IntStream.range(0, 5)
                .mapToObj(i -> caller.posting("/api/v1/absences", body, "Idempotency-Key", "closed-" + day))
                .toList());

        assertThat(replies).extracting(Reply::status).containsOnly(201);
        assertThat(replies).extracting(Reply::text).containsOnly(replies.get(0).text());
        assertThat(books.eventsAbout(replies.get(0).id())).containsExactly("absence.created");
    }

    @Test
    @DisplayName("must be one of the catalog; what makes no sense is named")
    void refused() {
        requireError(body("bath", 1, "09:00", "10:00"), "/resource", "basin, hood");
        requireError(body("hood", 3, "09:00", "10:00"), "/unit", "from 1 to 2");
        requireError(body("hood", 0, "09:00", "10:00"), "/unit", "from 1 to 2");
        requireError(body("hood", 1, "09:00", "10:00").put("staff", "anna"), "/resource", "`staff`");
        var neither = body("hood", null, "09:00", "10:00");
        neither.remove("resource");
        requireError(neither, "/staff", "`resource`");
        requireError(neither.put("staff", "anna").put("unit", 1), "/unit", "needs the `resource`");
    }

    private void requireError(ObjectNode body, String pointer, String detail) {
        var reply = caller.post("/api/v1/absences", body);
        requireInvalid(reply, pointer);
        assertThat(reply.at("/errors/0/detail")).contains(detail);
    }

    private ObjectNode body(String kind, Integer unit, String from, String to) {
        var body = RequestBodies.object()
                .put("resource", kind)
                .put("from", day.at(from))
                .put("to", day.at(to));
        return unit == null ? body : body.put("unit", unit);
    }

    private Reply close(String kind, Integer unit, String from, String to) {
        var reply = caller.post("/api/v1/absences", body(kind, unit, from, to).put("reason", "leaks"));
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        return reply;
    }

    private Reply read(Reply closed) {
        return caller.get("/api/v1/absences/" + closed.id());
    }

    private Reply takeBack(Reply closed) {
        return caller.ask("DELETE", "/api/v1/absences/" + closed.id(), BodyPublishers.noBody());
    }

    private static List<String> concernedBy(Reply closed) {
        return closed.json()
                .path("bookings")
                .valueStream()
                .map(one -> one.at("/booking/id").asText())
                .toList();
    }

    /** Why it needs attention; empty if it does not. */
    private String attention(Reply closed) {
        return caller.attention().stream()
                .filter(item -> item.path("id").asText().equals(closed.id()))
                .findFirst()
                .map((JsonNode item) -> item.path("reason").asText())
                .orElse("");
    }
}
