package dev.interlude.series;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlude.availability.ClockChangeTest;
import dev.interlude.sandbox.fault.Fault;
import dev.interlude.sandbox.http.Operation;
import dev.interlude.support.AtCalcom;
import dev.interlude.support.Day;
import dev.interlude.support.RequestBodies;
import dev.interlude.support.SalonTest;
import java.time.LocalDate;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("extended")
@DisplayName("A series")
class SeriesTest extends SalonTest {

    @Test
    @DisplayName(
            "all days of a series or none: refused for one, all are undone and that one is named; else all are booked")
    void recurring_all_or_nothing() {
        var days = daysOfFarWeek();
        var stranger = calcom.bookedByOthers(101, days.get(2).instant("10:00"));
        var body = series(RequestBodies.haircut(days.get(0).at("10:00"), "anna"), "daily", 4, "allOrNothing");
        var key = UUID.randomUUID().toString();

        var refused = caller.post("/api/v1/series", body, "Idempotency-Key", key);

        assertThat(refused.status()).as(refused.text()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("SLOT_UNAVAILABLE");
        assertThat(refused.at("/detail")).contains("" + days.get(2)).doesNotContain("" + days.get(0));
        assertThat(refused.json().path("errors")).hasSize(1);
        assertThat(refused.about("/recurrence")).startsWith(days.get(2) + ": ");
        books.awaitNoOpenSaga();
        assertThat(days).allSatisfy(each -> {
            assertThat(calcom.liveOn(each)).hasSize(each.equals(days.get(2)) ? 1 : 0);
            assertThat(books.bookingsOn(each)).allSatisfy(id -> {
                assertThat(books.status(id)).isEqualTo("COMPENSATED");
                assertThat(books.holds(id)).isEmpty();
            });
        });

        AtCalcom.ask(
                sandbox,
                "POST",
                "/v2/bookings/" + stranger + "/cancel",
                RequestBodies.object().put("cancellationReason", "ill"));
        var made = caller.post("/api/v1/series", body);
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(made.each("/occurrences", "status")).containsOnly("BOOKED").hasSize(4);
        assertThat(made.at("/mode")).isEqualTo("allOrNothing");
        assertThat(days).allSatisfy(each -> assertThat(calcom.liveOn(each)).hasSize(1));
        assertThat(made.each("/occurrences", "bookingId"))
                .doesNotHaveDuplicates()
                .allSatisfy(id -> {
                    assertThat(books.status(id)).isEqualTo("BOOKED");
                    assertThat(books.booking(id, "series")).isEqualTo(made.id());
                    assertThat(books.saga(id)).isEqualTo("COMPLETED");
                });
        assertThat(books.eventsAbout(made.id())).containsExactly("series.created");
        sandbox.forgetRequests();
        var ours = caller.post(
                "/api/v1/series",
                series(RequestBodies.haircut(days.get(1).at("10:15"), "anna"), "daily", 3, "allOrNothing"));
        assertThat(ours.status()).as("held for our own").isEqualTo(409);
        assertThat(ours.json().path("errors")).hasSize(3);
        assertThat(calcom.writes()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"bestEffort", "allOrNothing"})
    @DisplayName(
            "a composite again after a clock change begins, and goes on, at the same time by the clock on the wall")
    void recurring_over_a_clock_change(String mode) {
        var sunday = LocalDate.ofInstant(ClockChangeTest.change(Day.BERLIN, true), Day.BERLIN);
        var before = new Day(sunday.minusDays(3));
        var after = new Day(sunday.plusDays(4));
        var colour = RequestBodies.colourAndStyle(before.at("13:00"), before.at("14:20"), "ben");

        var made = caller.post("/api/v1/series", series(colour, "weekly", 2, mode));

        assertThat(made.each("/occurrences", "status")).as(made.text()).containsExactly("BOOKED", "BOOKED");
        var second = caller.read(made.at("/occurrences/1/bookingId"));
        assertThat(starts(second.json())).containsExactly(after.shown("13:00"), after.shown("14:20"));
        assertThat(starts(caller.read(made.at("/occurrences/0/bookingId")).json()))
                .containsExactly(before.shown("13:00"), before.shown("14:20"));
        assertThat(before.shown("13:00")).endsWith("+01:00");
        assertThat(after.shown("13:00")).endsWith("+02:00");
        assertThat(calcom.liveOf(second.id()))
                .extracting(row -> row.start)
                .containsExactly(after.instant("13:00"), after.instant("14:20"));
        var gone = cancelSeries(made, "all", null);
        assertThat(gone.each("/occurrences", "status")).as(gone.text()).containsOnly("CANCELLED");
        assertThat(calcom.liveOn(after)).isEmpty();
    }

    @Test
    @DisplayName(
            "of a series one can be cancelled, or it and those after it, or all; what Cal.com refuses is said and retried")
    void recurring_cancelled() {
        var days = daysOfFarWeek();
        var made = caller.post(
                "/api/v1/series",
                series(RequestBodies.haircut(days.get(0).at("10:00"), "ben"), "daily", 4, "bestEffort"));
        var ids = made.each("/occurrences", "bookingId");
        var third = caller.read(ids.get(2)).at("/segments/0/calcom/uid");
        sandbox.faults()
                .add(Fault.on(Operation.CANCEL).forUid(third).serverError(500).forever());

        var following = cancelSeries(made, "following", ids.get(2));

        assertThat(following.status()).as(following.text()).isEqualTo(202);
        assertThat(following.each("/occurrences", "status"))
                .containsExactly("BOOKED", "BOOKED", "CANCEL_PENDING", "CANCELLED");
        assertThat(following.at("/occurrences/2/problem/code")).isEqualTo("CALCOM_UNAVAILABLE");
        assertThat(calcom.liveOf(ids.get(2))).hasSize(1);
        sandbox.faults().clear();
        books.awaitStatus(ids.get(2), "CANCELLED");
        assertThat(calcom.liveOf(ids.get(2))).isEmpty();
        assertThat(calcom.liveOf(ids.get(1))).hasSize(1);

        var all = cancelSeries(made, "all", null);
        assertThat(all.status()).isEqualTo(200);
        assertThat(all.each("/occurrences", "status")).containsOnly("CANCELLED");
        assertThat(ids).allSatisfy(id -> {
            assertThat(books.status(id)).isEqualTo("CANCELLED");
            assertThat(calcom.liveOf(id)).isEmpty();
        });
        assertThat(cancelSeries(made, "all", null).status()).isEqualTo(200);
        assertThat(cancelSeries(made, "this", null).pointers()).containsExactly("/bookingId");
        assertThat(cancelSeries(made, "following", UUID.randomUUID().toString()).pointers())
                .containsExactly("/bookingId");
        assertThat(caller.get("/api/v1/series/" + UUID.randomUUID()).status()).isEqualTo(404);
    }

    @Test
    @DisplayName("of a series that makes no sense every wrong field is named, and nobody is asked")
    void recurring_invalid() {
        var wrong = series(RequestBodies.haircut(day.at("10:00"), "zoe"), "weekly", 4, "bestEffort");
        assertThat(caller.post("/api/v1/series", wrong).pointers()).containsExactly("/booking/staff");

        var both = series(RequestBodies.haircut(day.at("10:00"), "anna"), "weekly", 4, "bestEffort");
        both.withObject("/recurrence")
                .put("until", "" + day.date().minusDays(1))
                .putArray("exceptions")
                .add("2027-02-30");
        assertThat(caller.post("/api/v1/series", both).pointers())
                .containsExactlyInAnyOrder("/recurrence", "/recurrence/until", "/recurrence/exceptions/0");

        var none = series(RequestBodies.haircut(day.at("10:00"), "anna"), "weekly", 1, "bestEffort");
        none.withObject("/recurrence").putArray("exceptions").add("" + day);
        assertThat(caller.post("/api/v1/series", none).pointers()).containsExactly("/recurrence/exceptions");

        var far = series(RequestBodies.haircut(day.at("10:00"), "anna"), "monthly", 26, "bestEffort");
        assertThat(caller.post("/api/v1/series", far).pointers()).containsExactly("/recurrence/count");

        var shape = series(RequestBodies.haircut(day.at("10:00"), "anna"), "yearly", 105, "some");
        shape.withObject("/booking").put("seriesId", UUID.randomUUID().toString());
        var unreadable = caller.post("/api/v1/series", shape);
        assertThat(unreadable.status()).isEqualTo(400);
        assertThat(unreadable.pointers())
                .contains("/recurrence/frequency", "/recurrence/count", "/mode", "/booking/seriesId");

        var onNothing = series(RequestBodies.haircut(day.at("10:00"), "anna"), "weekly", 2, "bestEffort");
        onNothing.withObject("/booking").put("linkedTo", UUID.randomUUID().toString());
        assertThat(caller.post("/api/v1/series", onNothing).pointers()).containsExactly("/booking/linkedTo");
        assertThat(calcom.writes()).isEmpty();
        assertThat(books.bookingsOn(day)).isEmpty();
    }

    @Test
    @DisplayName(
            "what is not booked of a series within the answer limit goes on: 202, and the series tells how far it is")
    void recurring_beyond_the_limit() {
        var days = daysOfFarWeek();
        sandbox.faults().add(Fault.on(Operation.CREATE).late(2_200).forever());
        var perm = series(RequestBodies.booking("perm", days.get(0).at("09:00")), "daily", 6, "allOrNothing");
        var closed = days.get(3).next();
        perm.withObject("/recurrence").putArray("exceptions").add("" + closed);

        var whole = caller.post("/api/v1/series", perm);

        assertThat(whole.status()).as(whole.text()).isEqualTo(202);
        assertThat(whole.at("/status")).isEqualTo("BOOKING");
        assertThat(whole.each("/occurrences", "status")).contains("BOOKING").doesNotContain("BOOKED");
        assertThat(caller.post("/api/v1/series/" + whole.id() + "/cancel", "{\"scope\":\"all\"}")
                        .code())
                .isEqualTo("IN_PROGRESS");
        var booked = awaitDecided(whole);
        assertThat(booked.each("/occurrences", "status"))
                .containsExactly("BOOKED", "BOOKED", "BOOKED", "BOOKED", "SKIPPED", "BOOKED");
        assertThat(days).allSatisfy(each -> assertThat(calcom.liveOn(each)).hasSize(4));

        sandbox.faults().clear();
        sandbox.faults().add(Fault.on(Operation.CREATE).late(9_000).rateLimited());
        var each = caller.post(
                "/api/v1/series",
                series(RequestBodies.haircut(days.get(0).at("15:00"), "cleo"), "daily", 2, "bestEffort"));
        assertThat(each.status()).as(each.text()).isEqualTo(202);
        assertThat(each.each("/occurrences", "status")).contains("BOOKING");
        assertThat(awaitDecided(each).each("/occurrences", "status")).containsExactly("BOOKED", "BOOKED");
    }
}
