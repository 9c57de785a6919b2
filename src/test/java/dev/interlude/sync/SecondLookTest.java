package dev.interlude.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.interlude.sandbox.fault.Fault;
import dev.interlude.sandbox.http.Operation;
import dev.interlude.sandbox.log.Received;
import dev.interlude.sandbox.model.BookingStatus;
import dev.interlude.support.BothSides;
import dev.interlude.support.Pacing;
import dev.interlude.support.RequestBodies;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@Tag("sync")
@DisplayName("A difference that is looked at once more")
class SecondLookTest extends BothSides {

    @Autowired
    private MeterRegistry meters;

    @Test
    @DisplayName("and accepted: the time that is free again is offered at once, also if it was remembered as taken")
    void slots() {
        var booking = booked("10:00", "anna");
        assertThat(offered()).doesNotContain(day.shown("10:00")).contains(day.shown("14:00"));
        var moved = calcom.movedByOthers(uid(booking), day.instant("14:00"));
        flagged("TIME", booking, moved);

        accept(booking);

        await().until(() -> uid(booking).equals(moved));
        await("well before what is remembered is too old")
                .atMost(Duration.ofMillis(1500))
                .untilAsserted(
                        () -> assertThat(offered()).contains(day.shown("10:00")).doesNotContain(day.shown("14:00")));
    }

    @Test
    @DisplayName(
            "and accepted: the rest of the appointment is moved after the part that others have moved, with the priority of a customer's move")
    void pauses() {
        var whole = caller.booked(RequestBodies.booking("full-treatment", day.at("09:00")))
                .id();
        var part = books.segments(whole, "calcom_uid").get(2);
        var moved = calcom.movedByOthers(part, day.instant("15:00"));
        flagged("TIME", whole, part);
        jdbc.sql(
                        "update sync_drift set subject = s.id::text, segment = s.id from segment s where s.calcom_uid = :part and sync_drift.booking = s.booking")
                .param("part", part)
                .update();
        sandbox.forgetRequests();
        var moves = calls("book");
        var looks = calls("sync");

        accept(whole);

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(books.history(whole)).contains("pauses repaired"));
        assertThat(books.segments(whole, "calcom_uid")).contains(moved);
        assertThat(calls("sync")).as("the second look").isGreaterThan(looks);
        assertThat(calcom.requests(Operation.RESCHEDULE)).hasSize(2);
        assertThat(calls("book")).isGreaterThanOrEqualTo(moves + 2);
    }

    /** How many calls to Cal.com have left with this priority. */
    private long calls(String priority) {
        var calls = meters.find("interlude.calcom.budget.waits")
                .tags("account", "salon", "priority", priority)
                .timer();
        return calls == null ? 0 : calls.count();
    }

    @Test
    @DisplayName("and pushed is pushed by one, however many look for work meanwhile")
    void pushed_once() {
        var booking = undone(booked("11:00", "anna"));
        var uid = uid(booking);
        sandbox.faults().add(Fault.on(Operation.CANCEL).gate().forUid(uid));
        var run = begun("full");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !sandbox.gates().waiting().isEmpty());

        var first = caller.get("/api/v1/sync/runs/" + run).at("/state");
        if (!first.equals("running")) {
            // The clock's thread is at it: the next run looks for work too.
            synced("incremental");
        } else {
            Pacing.rest(Duration.ofMillis(400)); // the clock looks for work every 50 ms
        }

        assertThat(cancels(uid)).hasSize(1);
        sandbox.gates().releaseAll();
        ended(run);
        await().until(() -> calcom.booking(uid).status == BookingStatus.CANCELLED);
        await().until(() -> driftOf(booking, "state").equals("REPAIRED"));
        assertThat(cancels(uid)).hasSize(1);
    }

    @Test
    @DisplayName("is called repaired when it was pushed, and nobody heard of it")
    void pushed_and_lost() {
        var booking = undone(booked("12:00", "anna"));
        calcom.cancelledByOthers(uid(booking));
        flagged("UNDONE", booking, uid(booking));

        jdbc.sql("update sync_drift set state = 'OPEN', repair = 'push-ours', attempts = 1 where booking = :id")
                .param("id", UUID.fromString(booking))
                .update();

        await().until(() -> !driftOf(booking, "state").equals("OPEN"));
        assertThat(driftOf(booking, "state")).isEqualTo("REPAIRED");
    }

    @Test
    @DisplayName("is for a person as what it turned out to be")
    void turned_out() {
        var composite = caller.booked(RequestBodies.colourAndStyle(day.at("09:00"), day.at("10:15"), "ben"))
                .id();
        renamed(uid(composite), "Somebody");
        flagged("TIME", composite, uid(composite));
        jdbc.sql("update sync_drift set state = 'SUSPECTED' where booking = :id")
                .param("id", UUID.fromString(composite))
                .update();

        await().until(() -> driftOf(composite, "state").equals("FLAGGED"));
        assertThat(driftOf(composite, "kind")).isEqualTo("ATTENDEE");

        accept(composite);
        await().until(() -> driftOf(composite, "state").equals("REPAIRED"));
        assertThat(books.booking(composite, "attendee_name")).isEqualTo("Somebody");
    }

    private List<Received> cancels(String uid) {
        return calcom.requests(Operation.CANCEL).stream()
                .filter(r -> uid.equals(r.uid()))
                .toList();
    }

    private void accept(String booking) {
        assertThat(resolved(driftOf(booking, "id::text"), "accept-calcom").status())
                .isEqualTo(200);
    }

    private String driftOf(String booking, String column) {
        return jdbc.sql("select " + column + " from sync_drift where booking = :id")
                .param("id", UUID.fromString(booking))
                .query(String.class)
                .optional()
                .orElse("");
    }

    private List<String> offered() {
        return caller.offers("haircut", day, "staff", "anna").each("/offers", "start");
    }
}
