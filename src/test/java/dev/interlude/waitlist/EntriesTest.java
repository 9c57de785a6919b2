package dev.interlude.waitlist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.support.Reply;
import dev.interlude.support.RequestBodies;
import dev.interlude.support.Upstream;
import dev.interlude.support.WholeDatabase;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An entry of the waiting list")
class EntriesTest extends WaitlistCase {

    private static ObjectNode of(ObjectNode wanting, String email) {
        ((ObjectNode) wanting.path("attendee")).put("email", email);
        return wanting;
    }

    private static Reply delete(Upstream agent, Reply entry) {
        return agent.ask("DELETE", "/api/v1/waitlist/" + entry.id(), BodyPublishers.noBody());
    }

    @Test
    @DisplayName("is made once under one key; what makes no sense is named")
    void sense() {
        var agent = agent();
        var wanting = wanting("haircut");
        var entries = Upstream.wait(IntStream.range(0, 5)
                .mapToObj(i -> agent.posting("/api/v1/waitlist", wanting, "Idempotency-Key", "entry-" + day))
                .toList());
        assertThat(entries).extracting(Reply::status).containsOnly(201);
        assertThat(entries).extracting(Reply::id).containsOnly(entries.get(0).id());

        requireInvalid(agent.post("/api/v1/waitlist", wanting("shave")), "/service");
        var visit = agent.post("/api/v1/waitlist", wanting("haircut_manicure"));
        requireInvalid(visit, "/service");
        assertThat(visit.text()).contains("add an entry for each of haircut, manicure");
        requireInvalid(agent.post("/api/v1/waitlist", wanting("blow-dry", "ben")), "/staff");
        requireInvalid(agent.post("/api/v1/waitlist", wanting("haircut").put("offerSeconds", 901)), "/offerSeconds");
        requireInvalid(agent.post("/api/v1/waitlist", wanting("haircut").put("to", "2020-01-01")), "/to");
        requireInvalid(
                agent.post("/api/v1/waitlist", between(wanting("haircut"), "12:00", "09:00")), "/timesOfDay/0/to");
        requireInvalid(
                agent.post("/api/v1/waitlist", wanting("haircut").put("standsUntil", "2020-01-01")), "/standsUntil");
        assertThat(agent.post("/api/v1/waitlist", between(wanting("haircut"), "9", "10:00"))
                        .status())
                .isEqualTo(400);
    }

    @Test
    @DisplayName(
            "is known to its key and to administrators; they list it, and take it off the list with what is offered to it")
    void strangers() {
        var agent = agent();
        var booked = caller.booked(RequestBodies.haircut(day.at("10:00"), "ben"));
        var first = added(agent, wanting("haircut", "ben"));
        var second = added(agent, wanting("haircut", "ben"));
        var stranger = with("book");
        require(read(stranger, first), 404, "NOT_FOUND");
        require(accept(stranger, first), 404, "NOT_FOUND");
        require(delete(stranger, first), 404, "NOT_FOUND");
        assertThat(stranger.get("/api/v1/waitlist").json().at("/entries")).isEmpty();
        assertThat(with("read").post("/api/v1/waitlist", wanting("haircut")).status())
                .isEqualTo(403);
        var page = agent.get("/api/v1/waitlist?limit=1");
        assertThat(page.each("/entries", "id")).containsExactly(first.id());
        assertThat(agent.get("/api/v1/waitlist?status=WAITING&cursor=" + page.at("/nextCursor"))
                        .each("/entries", "id"))
                .containsExactly(second.id());
        caller.cancel(booked.id());
        offered(agent, first);

        assertThat(delete(caller, first).at("/status")).isEqualTo("REMOVED");
        assertThat(delete(agent, first).at("/status")).as("again").isEqualTo("REMOVED");

        offered(agent, second);
        assertThat(books.eventsAbout(first.id()))
                .containsExactly("waitlist.added", "waitlist.offered", "waitlist.offer_ended", "waitlist.removed");
    }

    @Test
    @DisplayName("ends when its time is over; after three offers without an answer it goes to the end of the list")
    void ends() {
        var agent = agent();
        var soon = Instant.now().plus(1, ChronoUnit.SECONDS).toString();
        var brief = added(agent, wanting("blow-dry").put("standsUntil", soon.replaceFirst("\\.\\d+", "")));
        var silent = added(agent, wanting("haircut", "ben").put("offerSeconds", 1));
        var place = silent.at("/waitingSince");
        for (var time : List.of("10:00", "12:00", "14:00")) {
            assertThat(read(agent, silent).at("/waitingSince")).isEqualTo(place);
            caller.cancel(
                    caller.booked(RequestBodies.haircut(day.at(time), "ben")).id());
            offered(agent, silent);
            awaitEnd(silent);
        }

        assertThat(Instant.parse(read(agent, silent).at("/waitingSince"))).isAfter(Instant.parse(place));
        assertThat(agent.get("/api/v1/waitlist/" + silent.id() + "/history").each("/events", "detail"))
                .contains("to the end of the list");
        await("the end of the entry")
                .atMost(PATIENCE)
                .until(() -> read(agent, brief).at("/status").equals("EXPIRED"));
        assertThat(books.eventsAbout(brief.id())).containsExactly("waitlist.added", "waitlist.expired");
        require(accept(agent, brief), 409, "OFFER_ENDED");
    }

    @Test
    @DisplayName("is one of so many of its key and of its customer, also when all come at once")
    void limits() {
        var agent = agent();
        var asked = Upstream.wait(IntStream.range(0, 32)
                .mapToObj(i -> agent.posting("/api/v1/waitlist", wanting("haircut")))
                .toList());
        assertThat(asked).filteredOn(r -> r.status() == 201).hasSize(30);
        assertThat(asked).filteredOn(r -> r.status() != 201).allSatisfy(refused -> {
            require(refused, 429, "TOO_MANY_ENTRIES");
            assertThat(refused.at("/detail")).contains("This key has 30 open entries");
        });

        var email = "waits-" + day + "@example.com";
        var theirs = Upstream.wait(IntStream.range(0, 12)
                .mapToObj(i -> caller.posting("/api/v1/waitlist", of(wanting("haircut"), email)))
                .toList());
        assertThat(theirs).filteredOn(r -> r.status() == 201).hasSize(10);
    }

    @Test
    @DisplayName(
            "goes when its customer is erased, and what is offered to it goes to the next; nothing names them any more")
    void erased() {
        var agent = agent();
        var email = "erased-" + day + "@example.com";
        var booked = caller.booked(RequestBodies.haircut(day.at("10:00"), "ben"));
        var theirs = added(agent, of(wanting("haircut", "ben"), email));
        var next = added(agent, wanting("haircut", "ben"));
        caller.cancel(booked.id());
        offered(agent, theirs);

        var erasure = caller.ask("DELETE", "/api/v1/attendees/" + Upstream.encoded(email), BodyPublishers.noBody());

        assertThat(erasure.json().at("/waitlist").asInt()).as(erasure.text()).isEqualTo(1);
        require(read(agent, theirs), 404, "NOT_FOUND");
        offered(agent, next);
        assertThat(new WholeDatabase(jdbc).holding(email)).isEmpty();
        assertThat(books.eventsAbout(theirs.id())).endsWith("waitlist.removed");
    }

    @Test
    @DisplayName(
            "can wait for a time that fails again and again: that needs a person, who has it offered again or dismisses it")
    void stuck() {
        var ids = List.of(UUID.randomUUID(), UUID.randomUUID());
        for (var id : ids) {
            jdbc.sql(
                            """
                    insert into freed_time (id, staff, during, vacated, stuck_at, failures, last_error)
                    values (:id, 'ben', tstzrange(cast(:from as timestamptz), cast(:from as timestamptz) + interval '1 hour'), true, clock_timestamp(), 10, 'too bad')
                    """)
                    .param("id", id)
                    .param("from", java.sql.Timestamp.from(day.instant("10:00")))
                    .update();
        }
        assertThat(caller.attention())
                .extracting(item -> item.path("id").asText())
                .contains(ids.get(0).toString(), ids.get(1).toString());

        assertThat(caller.post("/api/v1/freed-times/" + ids.get(0) + "/retry", "")
                        .status())
                .isEqualTo(202);
        assertThat(caller.post("/api/v1/freed-times/" + ids.get(1) + "/dismiss", "")
                        .status())
                .isEqualTo(200);

        awaitLookedAt();
        require(caller.post("/api/v1/freed-times/" + ids.get(1) + "/dismiss", ""), 404, "NOT_FOUND");
    }
}
