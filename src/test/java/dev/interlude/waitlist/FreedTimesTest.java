package dev.interlude.waitlist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.platform.Caller;
import dev.interlude.platform.Role;
import dev.interlude.sandbox.model.BookingStatus;
import dev.interlude.support.Reply;
import dev.interlude.support.RequestBodies;
import dev.interlude.support.Upstream;
import dev.interlude.waitlist.jdbc.EntryLedger;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

@DisplayName("A time that is freed")
class FreedTimesTest extends WaitlistCase {

    private static final long EMILS_CUT = 105;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private EntryRequests requests;

    @Autowired
    private EntryLedger entries;

    @Test
    @DisplayName("is noted only where anyone waits for one of its days")
    void noted() {
        var agent = agent();
        var before = seq();
        var booked = caller.booked(RequestBodies.colourAndStyle(day.at("09:00"), day.at("10:15"), "ben"));
        caller.move(booked.id(), RequestBodies.to(day.at("11:00")));
        caller.cancel(booked.id());
        assertThat(seq()).as("no one waits").isEqualTo(before);

        var again = caller.booked(RequestBodies.haircut(day.at("10:00"), "ben"));
        added(agent, between(wanting("blow-dry"), "18:00", "18:01"));
        caller.cancel(again.id());

        assertThat(seq()).isGreaterThan(before);
    }

    @Test
    @DisplayName("meanwhile is offered to an entry whose commit comes first: what frees it waits for that")
    void meanwhile() {
        var booked = caller.booked(RequestBodies.haircut(day.at("10:00"), "ben"));
        var request = requests.read(
                wanting("haircut", "ben"), UUID.randomUUID(), new Caller(Caller.ADMIN, Set.of(Role.ADMIN), 1));
        var cancelled = new AtomicReference<CompletableFuture<Reply>>();

        transaction.executeWithoutResult(open -> {
            entries.add(request);
            cancelled.set(caller.posting("/api/v1/bookings/" + booked.id() + "/cancel", "{}"));
            awaitWaiting();
        });

        assertThat(Upstream.wait(cancelled.get()).status()).isEqualTo(200);
        await("an offer")
                .atMost(PATIENCE)
                .until(() -> books.eventsAbout(request.id().toString()).contains("waitlist.offered"));
    }

    @Test
    @DisplayName("just now is free for all before an entry is added that it did not see")
    void justNow() {
        var agent = agent();
        var added = new AtomicReference<CompletableFuture<Reply>>();

        transaction.executeWithoutResult(open -> {
            var waits = jdbc.sql("select anyone_waits(tstzrange(:from, cast(:from as timestamptz) + interval '1 h'))")
                    .param("from", java.sql.Timestamp.from(day.instant("10:00")))
                    .query(Boolean.class)
                    .single();
            assertThat(waits).isFalse();
            added.set(agent.posting("/api/v1/waitlist", wanting("haircut")));
            awaitWaiting();
        });

        assertThat(Upstream.wait(added.get()).status()).isEqualTo(201);
    }

    @Test
    @DisplayName("by a cancellation in Cal.com of which no webhook came is offered when it is found by comparing")
    void compared() {
        var booked = caller.booked(RequestBodies.haircut(day.at("10:00"), "ben"));
        calcom.cancelledByOthers(books.uid(booked.id()));

        requireOffered(wanting("haircut", "ben"), "10:00", () -> caller.post("/api/v1/sync", "{\"mode\":\"full\"}"));
    }

    @Test
    @DisplayName("by a host who declines is offered")
    void declined() {
        calcom.confirmation(
                EMILS_CUT, RequestBodies.object().put("type", "always").put("blockUnconfirmedBookingsInBooker", true));
        try {
            var asked = caller.booked(RequestBodies.haircut(day.at("10:00"), "emil"));
            assertThat(calcom.booking(books.uid(asked.id())).status).isEqualTo(BookingStatus.PENDING);

            requireOffered(
                    wanting("haircut", "emil"),
                    "10:00",
                    () -> caller.post("/api/v1/bookings/" + asked.id() + "/decline", "{\"reason\":\"on holiday\"}"));
        } finally {
            calcom.confirmation(EMILS_CUT, RequestBodies.object().put("disabled", true));
        }
    }

    @Test
    @DisplayName("by an absence that is taken back is offered, as far as Cal.com's free times were read")
    void back() {
        var away = caller.post(
                "/api/v1/absences",
                RequestBodies.object()
                        .put("staff", "ben")
                        .put("from", day.at("09:00"))
                        .put("to", day.at("12:00")));
        assertThat(away.status()).as(away.text()).isEqualTo(201);
        assertThat(caller.offers("haircut", day, "staff", "ben").starts()).doesNotContain(day.shown("10:00"));

        requireOffered(
                between(wanting("haircut", "ben"), "10:00", "10:01"),
                "10:00",
                () -> caller.ask("DELETE", "/api/v1/absences/" + away.id(), BodyPublishers.noBody()));
    }

    @Test
    @DisplayName("by a part that an appointment loses is offered")
    void dropped() {
        var body = RequestBodies.booking("balayage", day.at("09:00"));
        body.putArray("segments")
                .add(segment("paint", "anna", day.at("09:00")))
                .add(segment("care", "dora", day.at("10:30")))
                .add(segment("style", "anna", day.at("10:45")));
        var booked = caller.booked(body);
        var without = RequestBodies.object();
        without.putArray("drop").add("care");

        requireOffered(
                between(wanting("patch-test", "dora"), "10:30", "10:31"),
                "10:30",
                () -> caller.ask(
                        "PATCH",
                        "/api/v1/bookings/" + booked.id(),
                        BodyPublishers.ofString(without.toString()),
                        "Content-Type",
                        "application/json"));
    }

    @Test
    @DisplayName("by a hold that no one has booked is offered when its end has come")
    void unused() {
        var held = RequestBodies.haircut(day.at("10:00"), "ben").put("seconds", 1);
        held.remove("attendee");
        var hold = caller.post("/api/v1/holds", held);
        assertThat(hold.status()).as(hold.text()).isEqualTo(201);

        requireOffered(wanting("haircut", "ben"), "10:00", () -> {
            var id = UUID.fromString(hold.id());
            await("its end").atMost(PATIENCE).until(() -> holds.due().contains(id));
            holds.expire(id);
            return hold;
        });
    }

    @Test
    @DisplayName(
            "is offered only with the units that it needs: to the next while the basin is taken, to the first when that is free")
    void units() {
        var agent = agent();
        var atBasin = caller.booked(highlights("ben", "dora"));
        var cleos = caller.booked(RequestBodies.haircut(day.at("10:15"), "cleo"));
        caller.offers("highlights", day);
        var first = added(agent, between(wanting("highlights", "anna", "cleo"), "09:00", "09:01"));
        var next = added(agent, between(wanting("haircut", "cleo"), "10:15", "10:16"));

        caller.cancel(cleos.id());

        // As long as the free times are known, the first would be tried again and again, and the next never be reached.
        await("an offer to the next").atMost(PATIENCE).until(() -> {
            caller.offers("highlights", day);
            return read(agent, next).at("/status").equals("OFFERED");
        });
        awaitLookedAt();
        assertThat(read(agent, first).at("/status")).isEqualTo("WAITING");
        decline(agent, next);
        awaitLookedAt();
        await("Cal.com's free times, without the haircut").atMost(PATIENCE).until(() -> washes(
                        caller.offers("highlights", day, "all", "true"))
                .contains("cleo " + day.shown("10:30")));
        assertThat(read(agent, first).at("/status")).isEqualTo("WAITING");

        caller.cancel(atBasin.id());

        assertThat(offered(agent, first).each("/offer/segments", "staff")).containsExactly("anna", "cleo", "cleo");
        assertThat(caller.book(highlights("ben", "dora")).at("/detail")).contains("No Basin is free for wash");
    }

    private ObjectNode highlights(String foils, String rest) {
        var body = RequestBodies.booking("highlights", day.at("09:00"));
        body.putArray("segments")
                .add(segment("foils", foils, day.at("09:00")))
                .add(segment("wash", rest, day.at("10:15")))
                .add(segment("dry", rest, day.at("10:30")));
        return body;
    }

    private static List<String> washes(Reply offers) {
        return offers.json()
                .at("/offers")
                .valueStream()
                .map(offer -> offer.at("/segments/1"))
                .map(wash ->
                        wash.path("staff").asText() + " " + wash.path("start").asText())
                .toList();
    }

    /** Of two entries the one that waits longer gets it, and only that one. */
    private void requireOffered(ObjectNode wanted, String start, Supplier<Reply> freeing) {
        var agent = agent();
        var first = added(agent, wanted);
        var second = added(agent, wanted);

        var freed = freeing.get();

        assertThat(freed.status()).as(freed.text()).isBetween(200, 202);
        assertThat(offered(agent, first).at("/offer/start")).isEqualTo(day.shown(start));
        awaitLookedAt();
        assertThat(books.eventsAbout(first.id())).containsExactly("waitlist.added", "waitlist.offered");
        assertThat(books.eventsAbout(second.id())).containsExactly("waitlist.added");
        assertThat(statuses(agent, List.of(first, second))).containsExactly("OFFERED", "WAITING");
    }

    /** A transaction waits for the lock with which entries and what is freed wait for each other. */
    private void awaitWaiting() {
        await("one that waits").atMost(PATIENCE).until(() -> jdbc.sql(
                        "select exists (select from pg_locks where locktype = 'advisory' and not granted)")
                .query(Boolean.class)
                .single());
    }

    private long seq() {
        return jdbc.sql("select last_value from freed_time_seq_seq")
                .query(Long.class)
                .single();
    }
}
