package dev.interlude.booking.move;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.sandbox.fault.Fault;
import dev.interlude.sandbox.http.Operation;
import dev.interlude.sandbox.model.Booking;
import dev.interlude.support.BothSides;
import dev.interlude.support.Day;
import dev.interlude.support.FromCalcom;
import dev.interlude.support.Reply;
import dev.interlude.support.RequestBodies;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * The paint is to take 90 minutes instead of 60: care and style have been moved behind it, the old paint waits at another time,
 * and the new one is just being booked when the salon changes a part in Cal.com.
 */
@Tag("sync")
@DisplayName("While a booking is being changed, the salon")
class ChangedMeanwhileTest extends BothSides {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long LONG_PAINT = 702;
    private static final int PAINT = 0;
    private static final int CARE = 1;
    private static final int STYLE = 2;

    @LocalServerPort
    private int port;

    private FromCalcom heard;
    private String id;

    @BeforeEach
    void byAnna() {
        withoutBreaker();
        heard = new FromCalcom(sandbox, caller, jdbc, port);
        heard.registered();
        id = caller.booked(RequestBodies.booking("balayage", day.at("09:00")).put("staff", "anna"))
                .id();
    }

    @AfterEach
    void unregister() {
        heard.unregistered();
    }

    @Test
    @DisplayName(
            "moves a part that stays: it stands where the salon has put it, and is flagged as the pauses do not fit")
    void moved() {
        var change = changing();
        var moved = heard.moved(live(STYLE).uid, day.instant("15:00"));

        goOn();

        assertThat(change.join().status()).as(change.join().text()).isEqualTo(200);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(caller.read(id).each("/segments", "start"))
                .containsExactly(day.shown("09:00"), day.shown("11:00"), day.shown("15:00")));
        requireAtCalcom("702 09:00", "711 11:00", "721 15:00");
        assertThat(books.segments(id, "calcom_uid").get(STYLE)).isEqualTo(moved);
        requireFlagged("the pauses no longer fit");
    }

    @Test
    @DisplayName("moves a part, and Cal.com refuses the change: the salon's time stays, all else is as it was")
    void movedAndRefused() {
        var change = changing();
        heard.moved(live(STYLE).uid, day.instant("15:00"));

        refuse();

        assertThat(change.join().status()).as(change.join().text()).isGreaterThanOrEqualTo(202);
        books.awaitNoOpenSaga();
        heardAtLast();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(caller.read(id).each("/segments", "start"))
                .containsExactly(day.shown("09:00"), day.shown("10:30"), day.shown("15:00")));
        requireAtCalcom("701 09:00", "711 10:30", "721 15:00");
        assertThat(books.status(id)).isEqualTo("BOOKED");
        requireFlagged("the pauses no longer fit");
    }

    @Test
    @DisplayName("cancels a part that stays: the rest is cancelled too, as the catalog says, and nothing is left")
    void cancelled() {
        var change = changing();
        heard.cancelled(live(STYLE).uid);

        goOn();

        assertThat(change.join().status()).as(change.join().text()).isEqualTo(200);
        books.awaitStatus(id, "CANCELLED");
        books.awaitNoOpenSaga();
        assertThat(calcom.liveOf(id)).isEmpty();
        assertThat(books.holds(id)).isEmpty();
        assertThat(books.eventsAbout(id)).containsExactly("booking.created", "booking.changed", "booking.cancelled");
    }

    @Test
    @DisplayName("cancels a part, and Cal.com refuses the change: what has moved is moved back, then cancelled with it")
    void cancelledAndRefused() {
        var change = changing();
        heard.cancelled(live(STYLE).uid);

        refuse();

        assertThat(change.join().status()).as(change.join().text()).isGreaterThanOrEqualTo(202);
        books.awaitNoOpenSaga();
        heardAtLast();
        books.awaitStatus(id, "CANCELLED");
        assertThat(calcom.liveOf(id)).isEmpty();
        assertThat(books.holds(id)).isEmpty();
        assertThat(books.eventsAbout(id)).containsExactly("booking.created", "booking.cancelled");
    }

    @Test
    @DisplayName("cancels the part that is booked anew: the new one stands, and a person is asked")
    void cancelledOld() {
        var change = changing();
        heard.cancelled(live(PAINT).uid);

        goOn();

        assertThat(change.join().status()).as(change.join().text()).isEqualTo(200);
        books.awaitNoOpenSaga();
        heard.awaitAllHeard();
        requireAtCalcom("702 09:00", "711 11:00", "721 11:15");
        assertThat(books.holds(id)).hasSize(3);
        requireFlagged("paint");
    }

    @Test
    @DisplayName(
            "moves the part that is being dropped: it stays in Cal.com where the salon has put it, and a person is asked")
    void movedDropped() {
        var care = live(CARE).uid;
        sandbox.faults().add(Fault.on(Operation.CANCEL).gate());
        var body = RequestBodies.object();
        body.putArray("drop").add("care");
        var change = changing(body);
        awaitGate();
        var moved = heard.moved(care, day.instant("15:00"));

        goOn();

        assertThat(change.join().status()).as(change.join().text()).isEqualTo(200);
        books.awaitNoOpenSaga();
        heard.awaitAllHeard();
        requireAtCalcom("701 09:00", "721 10:45", "711 15:00");
        assertThat(caller.read(id).each("/segments", "key")).containsExactly("paint", "style");
        requireFlagged(moved);
        heard.cancelled(moved);
    }

    /** The change has come as far as booking the new paint. */
    private CompletableFuture<Reply> changing() {
        sandbox.faults().add(Fault.on(Operation.CREATE).forEventType(LONG_PAINT).gate());
        var body = RequestBodies.object();
        body.putArray("segments").addObject().put("key", "paint").put("minutes", 90);
        var change = changing(body);
        awaitGate();
        return change;
    }

    private CompletableFuture<Reply> changing(ObjectNode body) {
        return caller.asking(
                "PATCH",
                "/api/v1/bookings/" + id,
                BodyPublishers.ofString(body.toString()),
                "Content-Type",
                "application/json");
    }

    private void awaitGate() {
        await("the change waits at Cal.com")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> sandbox.gates().waiting().size() == 1);
    }

    private void goOn() {
        sandbox.gates().releaseAll();
    }

    /** Others book the paint's time first. */
    private void refuse() {
        var taken = calcom.bookedByOthers(LONG_PAINT, day.instant("09:00"));
        goOn();
        await("the refusal").atMost(PATIENCE).until(() -> books.history(id).contains("segment refused"));
        calcom.cancelledByOthers(taken);
    }

    /** What Cal.com has told while all was undecided may have been given up by now. */
    private void heardAtLast() {
        heard.awaitAllHeard();
        synced("incremental");
    }

    private Booking live(int position) {
        var segment = books.segments(id, "id").get(position);
        return calcom.liveOf(id).stream()
                .filter(b -> b.metadata.path("interludeSegment").asText().equals(segment))
                .findFirst()
                .orElseThrow();
    }

    private void requireAtCalcom(String... bookings) {
        assertThat(calcom.liveOf(id))
                .extracting(
                        b -> b.eventTypeId + " " + b.start.atZone(Day.BERLIN).toLocalTime())
                .containsExactly(bookings);
    }

    private void requireFlagged(String why) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(caller.attention()).anySatisfy(item -> {
                    assertThat(item.path("kind").asText()).isEqualTo("booking-flagged");
                    assertThat(item.path("bookingId").asText()).isEqualTo(id);
                    assertThat(item.path("reason").asText()).contains(why);
                }));
    }
}
