package dev.interlude.booking.units;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.interlude.sandbox.fault.Fault;
import dev.interlude.sandbox.http.Operation;
import dev.interlude.sandbox.http.Refusal;
import dev.interlude.support.FromCalcom;
import dev.interlude.support.Reply;
import dev.interlude.support.RequestBodies;
import dev.interlude.support.Upstream;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@DisplayName("A unit of a resource")
class ResourcesTest extends ResourceTest {

    @LocalServerPort
    private int port;

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final List<String> TAKEN = List.of("hood 1 09:45-10:15", "basin 1 10:15-10:30");

    @Test
    @DisplayName(
            "is kept for a segment and for a pause, is refused to others by its name, and is free again when cancelled")
    void kept() {
        var booked = caller.booked(highlights("09:00", "anna", "10:15", "cleo"));

        assertThat(shown(booked)).isEqualTo(TAKEN);
        assertThat(units(booked.id())).isEqualTo(TAKEN);
        assertThat(shown(caller.read(booked.id()))).isEqualTo(TAKEN);
        assertThat(books.history(booked.id())).contains("resources taken");
        sandbox.forgetRequests();

        var refused = caller.book(highlights("09:00", "ben", "10:15", "dora"));
        requireNone(refused, "No Basin is free for wash at that time.");
        assertThat(calcom.writes()).as("Cal.com was not asked").isEmpty();

        var later = caller.booked(highlights("09:05", "ben", "10:30", "dora"));
        assertThat(later.status()).isEqualTo(201);
    }

    @Test
    @DisplayName("is free again when its booking is cancelled, and when Cal.com refused the last part")
    void freed() {
        var first = caller.booked(highlights("09:00", "anna", "10:15", "cleo"));
        assertThat(caller.cancel(first.id()).status()).isEqualTo(200);
        assertThat(units(first.id())).isEmpty();

        sandbox.faults().add(Fault.on(Operation.CREATE).forEventType(524).refuse(Refusal.slotTaken()));
        assertThat(caller.book(highlights("09:00", "ben", "10:15", "dora")).status())
                .isEqualTo(409);
        books.awaitNoOpenSaga();
        assertThat(calcom.liveOn(day)).isEmpty();

        assertThat(shown(caller.booked(highlights("09:00", "ben", "10:15", "cleo"))))
                .isEqualTo(TAKEN);
    }

    @Test
    @DisplayName("is taken by one of twenty that want the last at once; a repeat of its request takes no second")
    void races() {
        var requests = IntStream.range(0, 20)
                .mapToObj(i -> i % 2 == 0
                        ? highlights("09:00", "anna", "10:15", "cleo")
                        : highlights("09:00", "ben", "10:15", "dora"))
                .toList();
        var replies = Upstream.wait(IntStream.range(0, 20)
                .mapToObj(i -> caller.booking(requests.get(i), "Idempotency-Key", "basin-" + i + "-" + day))
                .toList());

        var won = replies.stream().filter(r -> r.status() == 201).toList();
        assertThat(won).as(replies.toString()).hasSize(1);
        assertThat(replies)
                .filteredOn(r -> r.status() != 201)
                .extracting(Reply::code)
                .containsOnly("SLOT_UNAVAILABLE");
        assertThat(calcom.liveOn(day)).hasSize(3);
        assertThat(units(won.get(0).id())).isEqualTo(TAKEN);

        int winner = replies.indexOf(won.get(0));
        var again = caller.book(requests.get(winner), "Idempotency-Key", "basin-" + winner + "-" + day);
        assertThat(again.id()).as(again.text()).isEqualTo(won.get(0).id());
        assertThat(calcom.liveOn(day)).hasSize(3);
        assertThat(units(won.get(0).id())).isEqualTo(TAKEN);
    }

    @Test
    @DisplayName(
            "moves with its booking, also where only the pause gets longer; refused by Cal.com, it stays where it was")
    void moves() {
        var booked = caller.booked(highlights("09:00", "anna", "10:15", "cleo"));

        var moved = caller.move(booked.id(), RequestBodies.to(day.at("11:00")));
        assertThat(moved.status()).as(moved.text()).isEqualTo(200);
        assertThat(shown(moved)).containsExactly("hood 1 11:45-12:15", "basin 1 12:15-12:30");
        assertThat(units(booked.id())).isEqualTo(shown(moved));

        var later = RequestBodies.to(day.at("11:00"));
        later.putArray("segments")
                .add(segment("wash", "cleo", day.at("12:20")))
                .add(segment("dry", "cleo", day.at("12:35")));
        var longer = caller.move(booked.id(), later);
        assertThat(longer.status()).as(longer.text()).isEqualTo(200);
        assertThat(units(booked.id())).containsExactly("hood 1 11:45-12:20", "basin 1 12:20-12:35");

        sandbox.faults().add(Fault.on(Operation.RESCHEDULE).refuse(Refusal.slotTaken()));
        assertThat(caller.move(booked.id(), RequestBodies.to(day.at("14:00"))).status())
                .isEqualTo(409);
        books.awaitNoOpenSaga();
        assertThat(units(booked.id())).containsExactly("hood 1 11:45-12:20", "basin 1 12:20-12:35");
    }

    @Test
    @DisplayName("moves to another person's part in the same booking, and is not taken from another customer by a move")
    void movesElsewhere() {
        var booked = caller.booked(highlights("09:00", "anna", "10:15", "cleo"));
        var other = caller.booked(highlights("13:00", "anna", "14:15", "cleo"));

        var there = RequestBodies.to(day.at("13:00"));
        there.putArray("segments")
                .add(segment("foils", "ben", day.at("13:00")))
                .add(segment("wash", "dora", day.at("14:15")))
                .add(segment("dry", "dora", day.at("14:30")));
        requireNone(caller.move(booked.id(), there), "No Basin is free for wash at that time.");
        assertThat(units(booked.id())).isEqualTo(TAKEN);

        var by = RequestBodies.to(day.at("09:00"));
        by.putArray("segments")
                .add(segment("wash", "dora", day.at("10:15")))
                .add(segment("dry", "dora", day.at("10:30")));
        var moved = caller.move(booked.id(), by);
        assertThat(moved.status()).as(moved.text()).isEqualTo(200);
        books.awaitNoOpenSaga();
        assertThat(units(booked.id())).isEqualTo(TAKEN);
        assertThat(units(other.id())).hasSize(2);
    }

    @Test
    @DisplayName(
            "is held with an offer, passed on to its booking, given back when that is undone, and free when the hold ends")
    void held() {
        var body = highlights("09:00", "anna", "10:15", "cleo").put("seconds", 600);
        body.remove("attendee");
        var hold = caller.post("/api/v1/holds", body);
        assertThat(hold.status()).as(hold.text()).isEqualTo(201);
        assertThat(units(hold.id())).isEqualTo(TAKEN);
        requireNone(caller.book(highlights("09:00", "ben", "10:15", "dora")), "No Basin is free");

        var extended = caller.post("/api/v1/holds/" + hold.id() + "/extend", "{\"seconds\":800}");
        assertThat(extended.status()).as(extended.text()).isEqualTo(200);
        assertThat(jdbc.sql(
                                "select count(*) from held_unit u join offer_hold o on o.id = u.offer_hold and o.ends_at = u.ends_at where o.id = :id")
                        .param("id", UUID.fromString(hold.id()))
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);

        var booking = RequestBodies.booking("", "").put("hold", hold.id());
        booking.remove(List.of("service", "start", "timeZone"));
        var fault = sandbox.faults()
                .add(Fault.on(Operation.CREATE).forEventType(523).refuse(Refusal.slotTaken()));
        assertThat(caller.book(booking).status()).isEqualTo(409);
        books.awaitNoOpenSaga();
        assertThat(units(hold.id())).as("held again").isEqualTo(TAKEN);

        sandbox.faults().clear();
        var booked = caller.book(booking);
        assertThat(booked.status()).as(booked.text()).isEqualTo(201);
        assertThat(shown(booked)).isEqualTo(TAKEN);
        assertThat(units(hold.id())).isEmpty();
        caller.cancel(booked.id());

        var short_ = caller.post(
                "/api/v1/holds",
                highlights("12:00", "anna", "13:15", "cleo").put("seconds", 1).without("attendee"));
        assertThat(short_.status()).as(short_.text()).isEqualTo(201);
        await().atMost(PATIENCE)
                .until(() ->
                        caller.book(highlights("12:00", "ben", "13:15", "dora")).status() == 201);
    }

    @Test
    @DisplayName(
            "is taken for what others book or move in Cal.com, if one is free; if none is, the booking stands and is flagged")
    void others() {
        var heard = new FromCalcom(sandbox, caller, jdbc, port);
        heard.registered();
        try {
            var booked = caller.booked(highlights("09:00", "anna", "10:15", "cleo"));
            var free = calcom.bookedByOthers(DORAS_WASH, day.instant("12:00"));
            var lucky = heard.ours(free);
            var unlucky = heard.ours(calcom.bookedByOthers(DORAS_WASH, day.instant("10:20")));

            assertThat(units(lucky)).containsExactly("basin 1 12:00-12:15");
            assertThat(units(unlucky)).isEmpty();
            assertThat(books.status(unlucky)).isEqualTo("BOOKED");
            assertThat(books.history(unlucky)).contains("flagged");
            assertThat(caller.attention().toString()).contains(unlucky).contains("no Basin is free for it");

            calcom.movedByOthers(caller.read(booked.id()).at("/segments/1/calcom/uid"), day.instant("13:00"));
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(units(booked.id()))
                    .containsExactly("hood 1 09:45-13:00", "basin 1 13:00-13:15"));
            calcom.cancelledByOthers(free);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(units(lucky)).isEmpty());
            heard.awaitAllHeard();
        } finally {
            heard.unregistered();
        }
    }

    @Test
    @DisplayName("is taken by each booking of a series and of a bulk request; what finds none is named")
    void many() {
        var days = daysOfFarWeek();
        caller.booked(highlights(days.get(1), "09:00", "ben", "10:15", "dora"));
        var whole = series(highlights(days.get(0), "09:00", "anna", "10:15", "cleo"), "daily", 2, "allOrNothing");
        var refused = caller.post("/api/v1/series", whole);
        assertThat(refused.status()).as(refused.text()).isEqualTo(409);
        assertThat(refused.text()).contains("No Basin is free for wash at that time.");
        assertThat(books.bookingsOn(days.get(0))).isEmpty();

        var bulk = RequestBodies.object();
        var items = bulk.putArray("items");
        items.addObject().set("booking", highlights("11:00", "anna", "12:15", "cleo"));
        items.addObject().set("booking", highlights("11:00", "ben", "12:15", "dora"));
        var replies = caller.post("/api/v1/bookings/bulk", bulk);
        assertThat(replies.text()).contains("No Basin is free for wash at that time.");
        assertThat(calcom.liveOn(day)).hasSize(3);
    }
}
