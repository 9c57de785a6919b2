package dev.interlude.booking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlude.sandbox.fault.Fault;
import dev.interlude.sandbox.http.Operation;
import dev.interlude.sandbox.http.Refusal;
import dev.interlude.support.Day;
import dev.interlude.support.RequestBodies;
import dev.interlude.support.SalonTest;
import dev.interlude.support.Upstream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("extended")
@DisplayName("How many bookings a day takes")
class CapacityTest extends SalonTest {

    @Test
    @DisplayName("a service that is booked twice a day is so whoever does it, and what came to nothing does not count")
    void booking_density_of_a_service() {
        sandbox.faults().add(Fault.on(Operation.CREATE).forEventType(631).refuse(Refusal.slotTaken()));
        assertThat(caller.book(RequestBodies.booking("trial-style", day.at("09:00"))
                                .put("staff", "cleo"))
                        .status())
                .isNotEqualTo(201);
        books.awaitNoOpenSaga();
        caller.booked(RequestBodies.booking("trial-style", day.at("09:00")).put("staff", "cleo"));
        var second = caller.booked(
                RequestBodies.booking("trial-style", day.at("09:00")).put("staff", "dora"));

        requireFull(caller.book(RequestBodies.booking("trial-style", day.at("12:00"))));
        assertThat(caller.offers("trial-style", day).starts()).isEmpty();
        assertThat(caller.offers("haircut", day, "staff", "dora").starts())
                .as("dora herself has time")
                .contains(day.shown("12:00"));
        caller.cancel(second.id());
        caller.booked(RequestBodies.booking("trial-style", day.at("12:00")));
    }

    @Test
    @DisplayName(
            "of twelve at once for different times of a day with room for three, three are booked and nine refused")
    void booking_density_under_races() {
        var quiet = Day.ofFreshWeek();
        var asked = IntStream.range(0, 12)
                .mapToObj(i -> {
                    var start = quiet.at("%02d:%02d".formatted(9 + i / 2, i % 2 * 30));
                    return caller.booking(
                            i % 3 == 0
                                    ? RequestBodies.booking("scalp-care", quiet.at("%d:00".formatted(10 + i / 3 * 2)))
                                            .put("staff", "finn")
                                    : RequestBodies.booking("blow-dry", start));
                })
                .toList();

        var replies = Upstream.wait(asked);

        assertThat(replies)
                .filteredOn(r -> r.status() == 201)
                .as(replies.toString())
                .hasSize(STAFF_LIMIT);
        assertThat(replies).filteredOn(r -> r.status() != 201).allSatisfy(r -> {
            assertThat(r.status()).isEqualTo(409);
            assertThat(r.code()).as(r.text()).isIn("CAPACITY_EXCEEDED", "SLOT_UNAVAILABLE");
        });
        assertThat(replies)
                .filteredOn(r -> r.code().equals("CAPACITY_EXCEEDED"))
                .isNotEmpty();
        books.awaitNoOpenSaga();
        assertThat(books.bookingsOn(quiet))
                .filteredOn(id -> books.status(id).equals("BOOKED"))
                .hasSize(STAFF_LIMIT);
        assertThat(books.bookingsOn(quiet))
                .filteredOn(id -> !books.status(id).equals("BOOKED"))
                .allSatisfy(id -> assertThat(books.holds(id)).isEmpty());
    }

    @Test
    @DisplayName("an emergency need not be booked before the notice, anything else must")
    void emergency_without_notice() {
        var soon = java.time.Instant.now()
                .truncatedTo(java.time.temporal.ChronoUnit.HOURS)
                .plusSeconds(3600);
        var body = RequestBodies.booking("trial-style", soon.toString()).put("staff", "cleo");

        requireInvalid(caller.book(body), "/start");
        var urgent = caller.book(body.put("priority", "emergency").put("overrideReason", "bride in tears"));

        assertThat(urgent.status()).as("open or not, the notice is no reason").isIn(201, 409);
        assertThat(calcom.requests(Operation.CREATE)).as("Cal.com was asked").isNotEmpty();
        if (urgent.status() == 201) {
            caller.cancel(urgent.id());
        }
    }

    @Test
    @DisplayName(
            "a composite that must shift keeps its people and its bounds; where Cal.com always refuses, three tries are made")
    void automatic_conflict_resolution_is_bounded() {
        var quiet = Day.ofFreshWeek();
        calcom.bookedByOthers(102, quiet.instant("10:15"));
        var composite = shifting(RequestBodies.colourAndStyle(quiet.at("09:00"), quiet.at("10:15"), "ben"), 90);
        var key = "shift-" + quiet;

        var booked = caller.book(composite, "Idempotency-Key", key);

        assertThat(booked.status()).as(booked.text()).isEqualTo(201);
        assertThat(booked.each("/segments", "staff")).containsExactly("anna", "ben");
        assertThat(booked.json().at("/pauses/0/minutes").asInt()).isBetween(30, 45);
        assertThat(booked.at("/start")).isEqualTo(quiet.shown("09:15"));
        assertThat(booked.at("/shiftedFrom")).isEqualTo(quiet.shown("09:00"));
        assertThat(calcom.liveOf(booked.id())).hasSize(2);
        assertThat(caller.book(composite, "Idempotency-Key", key).json()).isEqualTo(booked.json());

        sandbox.faults()
                .add(Fault.on(Operation.CREATE)
                        .forEventType(104)
                        .refuse(Refusal.slotTaken())
                        .forever());
        sandbox.forgetRequests();
        var body = shifting(RequestBodies.haircut(quiet.at("12:00"), "dora"), 120);
        var refused = caller.book(body);
        assertThat(refused.status()).as(refused.text()).isEqualTo(409);
        assertThat(calcom.requests(Operation.CREATE)).hasSize(4);
        assertThat(books.bookingsOf(body.at("/attendee/email").asText()))
                .hasSize(4)
                .extracting(books::status)
                .containsOnly("COMPENSATED");
    }
}
