package dev.interlude.observed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.sandbox.fault.Fault;
import dev.interlude.sandbox.http.Operation;
import dev.interlude.sandbox.http.Refusal;
import dev.interlude.sandbox.model.BookingStatus;
import dev.interlude.support.BothSides;
import dev.interlude.support.Reply;
import dev.interlude.support.RequestBodies;
import dev.interlude.support.SalonTest;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("sync")
@DisplayName("A cancellation that Cal.com has done without our hearing of it, and the customer has booked again since")
class RebookedMeanwhileTest extends BothSides {

    /** What it is cancelled with. */
    enum With {
        ITSELF,
        WHAT_IT_HANGS_ON,
        ITS_SERIES
    }

    @BeforeEach
    void alone() {
        withoutBreaker();
    }

    @ParameterizedTest
    @EnumSource(With.class)
    @DisplayName("is done, and the new booking stays and is ours")
    void staysWhatIsBookedSince(With with) {
        var booking = with == With.ITS_SERIES ? occurrence() : booked("10:00", "anna");
        var hangsOn = booking;
        if (with == With.WHAT_IT_HANGS_ON) {
            var linked = RequestBodies.haircut(day.at("11:30"), "ben").put("linkedTo", booking);
            booking = caller.booked(linked).id();
        }
        var old = uid(booking);
        var start = calcom.booking(old).start;
        lost(old);

        var asked =
                switch (with) {
                    case ITSELF -> caller.cancel(booking);
                    case WHAT_IT_HANGS_ON -> cancelled("/api/v1/bookings/" + hangsOn, "cascade", true);
                    case ITS_SERIES -> cancelled("/api/v1/series/" + seriesOf(booking), "scope", "all");
                };
        assertThat(asked.status()).as(asked.text()).isEqualTo(202);
        assertThat(books.status(booking)).isEqualTo("CANCEL_PENDING");
        assertThat(calcom.booking(old).status).isEqualTo(BookingStatus.CANCELLED);
        var anew = sandbox.pages().rebook(old, start.plus(Duration.ofHours(4)).toString());
        sandbox.faults().clear();
        books.awaitStatus(booking, "CANCELLED");

        assertThat(cancelsOf(anew)).isZero();
        assertThat(calcom.booking(anew).status).isEqualTo(BookingStatus.ACCEPTED);
        assertThat(books.history(booking)).contains("left alone in Cal.com");
        synced("full");
        books.awaitStatus(booking, "BOOKED");
        synced("full");
        assertThat(uid(booking)).isEqualTo(anew);
        assertThat(calcom.booking(anew).status).isEqualTo(BookingStatus.ACCEPTED);
        assertThat(caller.read(booking).at("/status")).isEqualTo("BOOKED");

        assertThat(caller.cancel(booking).at("/status"))
                .as("and can be cancelled")
                .isEqualTo("CANCELLED");
        assertThat(calcom.booking(anew).status).isEqualTo(BookingStatus.CANCELLED);
    }

    @Test
    @DisplayName("is done for one part of several: the new booking stays and is flagged")
    void onePart() {
        var whole = caller.booked(RequestBodies.colourAndStyle(day.at("09:00"), day.at("10:15"), "ben"))
                .id();
        var old = books.segments(whole, "calcom_uid").get(1);
        lost(old);

        assertThat(caller.cancel(whole).status()).isEqualTo(202);
        var anew = sandbox.pages().rebook(old, day.instant("15:00").toString());
        sandbox.faults().clear();
        books.awaitStatus(whole, "CANCELLED");

        assertThat(calcom.liveOf(whole)).extracting(b -> b.uid).containsExactly(anew);
        synced("full");
        books.awaitStatus(whole, "BOOKED");
        assertThat(calcom.liveOf(whole)).extracting(b -> b.uid).containsExactly(anew);
        assertThat(books.segments(whole, "status")).containsExactly("CANCELLED", "BOOKED");
        assertThat(books.history(whole)).contains("left alone in Cal.com", "flagged");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @DisplayName("is done when it undoes what was never booked as a whole: the new booking stays and a person is asked")
    void undoing(boolean createInDoubt) {
        sandbox.faults().add(Fault.on(Operation.CREATE).forEventType(212).refuse(Refusal.slotTaken()));
        if (createInDoubt) {
            sandbox.faults().add(Fault.on(Operation.CREATE).forEventType(201).resetAfterWork());
        }
        sandbox.faults().add(Fault.on(Operation.CANCEL).resetAfterWork());
        sandbox.faults().add(Fault.on(Operation.CANCEL).reset().forever());

        var refused = caller.book(RequestBodies.colourAndStyle(day.at("09:00"), day.at("10:15"), "ben"));
        assertThat(refused.status()).as(refused.text()).isGreaterThanOrEqualTo(400);
        var whole = books.bookingsOn(day).get(0);
        await().until(() ->
                calcom.rowsOf(whole).size() == 1 && calcom.liveOf(whole).isEmpty());
        var old = calcom.rowsOf(whole).get(0);
        var anew = sandbox.pages().rebook(old.uid, old.start.toString());
        sandbox.faults().clear();
        books.awaitStatus(whole, "COMPENSATED");

        assertThat(cancelsOf(anew)).isZero();
        synced("full");
        await().until(() -> driftOf(anew).equals(List.of("FLAGGED")));
        synced("full");
        assertThat(cancelsOf(anew)).isZero();
        assertThat(calcom.booking(anew).status).isEqualTo(BookingStatus.ACCEPTED);
        calcom.cancelledByOthers(anew);
        synced("full");
    }

    @Test
    @DisplayName("is done when comparing had asked for it: the new booking stays and a person is asked")
    void pushed() {
        var booking = undone(booked("12:00", "anna"));
        var old = uid(booking);
        lost(old);
        synced("full");
        await().until(() -> calcom.booking(old).status == BookingStatus.CANCELLED);

        var anew = sandbox.pages().rebook(old, day.instant("15:00").toString());
        sandbox.faults().clear();
        await().until(() -> driftOf(old).equals(List.of("REPAIRED")));

        synced("full");
        await().until(() -> driftOf(anew).equals(List.of("FLAGGED")));
        assertThat(cancelsOf(anew)).isZero();
        assertThat(calcom.booking(anew).status).isEqualTo(BookingStatus.ACCEPTED);
        calcom.cancelledByOthers(anew);
        synced("full");
    }

    @Test
    @DisplayName("has reached the booking that was moved before we asked, and not the one that followed after that")
    void movedBefore() {
        var booking = booked("13:00", "anna");
        var old = uid(booking);
        var moved = calcom.movedByOthers(old, day.instant("15:00"));
        lost(moved);

        assertThat(caller.cancel(booking).status()).isEqualTo(202);
        assertThat(calcom.booking(moved).status).isEqualTo(BookingStatus.CANCELLED);
        var anew = sandbox.pages().rebook(moved, day.instant("16:30").toString());
        sandbox.faults().clear();
        books.awaitStatus(booking, "CANCELLED");

        assertThat(cancelsOf(anew)).isZero();
        synced("full");
        books.awaitStatus(booking, "BOOKED");
        assertThat(uid(booking)).isEqualTo(anew);
        assertThat(calcom.booking(anew).status).isEqualTo(BookingStatus.ACCEPTED);
    }

    @Test
    @DisplayName("and that never reached Cal.com before the customer chose another time: that time stays too")
    void neverReached() {
        var booking = booked("14:00", "anna");
        var old = uid(booking);
        sandbox.faults().add(Fault.on(Operation.CANCEL).reset().forever());
        assertThat(caller.cancel(booking).status()).isEqualTo(202);

        var anew = calcom.movedByOthers(old, day.instant("16:00"));
        sandbox.faults().clear();
        books.awaitStatus(booking, "CANCELLED");

        assertThat(cancelsOf(anew)).isZero();
        synced("full");
        books.awaitStatus(booking, "BOOKED");
        assertThat(calcom.booking(anew).status).isEqualTo(BookingStatus.ACCEPTED);
    }

    @Test
    @DisplayName("is one thing; moved before we asked at all is another: that is cancelled, answer or not")
    void movedBeforeAndNotAfter() {
        var booking = booked("09:00", "anna");
        var moved = calcom.movedByOthers(uid(booking), day.instant("11:00"));
        var again = calcom.movedByOthers(moved, day.instant("16:00"));
        lost(again);

        assertThat(caller.cancel(booking).status()).isEqualTo(202);
        sandbox.faults().clear();
        books.awaitStatus(booking, "CANCELLED");

        assertThat(calcom.liveOf(booking)).isEmpty();
        assertThat(books.history(booking)).doesNotContain("left alone in Cal.com");
    }

    /** Cal.com cancels it, and nothing is heard of that; then it cannot be reached. */
    private void lost(String uid) {
        sandbox.faults().add(Fault.on(Operation.CANCEL).forUid(uid).resetAfterWork());
        sandbox.faults().add(Fault.on(Operation.CANCEL).forUid(uid).reset().forever());
    }

    private long cancelsOf(String uid) {
        return calcom.requests(Operation.CANCEL).stream()
                .filter(r -> r.path().contains(uid))
                .count();
    }

    private List<String> driftOf(String uid) {
        return jdbc.sql("select state from sync_drift where calcom_uid = :uid and state <> 'GONE'")
                .param("uid", uid)
                .query(String.class)
                .list();
    }

    private Reply cancelled(String path, String member, Object value) {
        ObjectNode body = RequestBodies.object();
        body.putPOJO(member, value);
        return caller.post(path + "/cancel", body);
    }

    private String occurrence() {
        var body = SalonTest.series(RequestBodies.haircut(day.at("10:00"), "anna"), "weekly", 1, "bestEffort");
        var made = caller.post("/api/v1/series", body);
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return books.bookingsOn(day).get(0);
    }

    private String seriesOf(String booking) {
        return jdbc.sql("select series::text from booking where id = :id")
                .param("id", UUID.fromString(booking))
                .query(String.class)
                .single();
    }
}
