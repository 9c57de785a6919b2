package dev.interlude.booking.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.interlude.booking.crash.AgreementReport.Segment;
import dev.interlude.booking.crash.Customer.Answer;
import dev.interlude.sandbox.Sandbox;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * Appointments of which all is known at Cal.com when the server is killed, and nothing is decided here: two that stand as a whole,
 * and two that cannot be booked as a whole, which is not yet written.
 */
final class KilledPlacings implements UnderWay {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Crash crash;
    private final PlacingUnderWay unsettled;
    private final PlacingUnderWay unheard;
    private final PlacingUnderWay refused;
    private final PlacingUnderWay otherLength;
    private final RowLock settle;
    private final RowLock giveUpRefused;
    private final RowLock giveUpOtherLength;
    private Instant killedAt;
    private CompletableFuture<Answer> unsettledAgain;
    private CompletableFuture<Answer> unheardAgain;

    private KilledPlacings(Crash crash) {
        this.crash = crash;
        var taken = PlacingUnderWay.next(crash);
        new DirectCalcomUser(crash.calcom).books(taken.eventType(1), taken.start(1));
        refused = PlacingUnderWay.at(crash, taken, "adopted-refused@example.com", true);
        giveUpRefused = saga(refused);
        refused.call.release();
        awaitStatus(refused.booking, 1, "REFUSED");
        giveUpRefused.awaitWaiter();

        otherLength = PlacingUnderWay.at(crash, PlacingUnderWay.next(crash), "adopted-other-length@example.com", true);
        giveUpOtherLength = saga(otherLength);
        releaseWithOtherLength();

        unsettled = PlacingUnderWay.at(crash, PlacingUnderWay.next(crash), "adopted-unsettled@example.com", false);
        settle = new RowLock(crash.database, "booking", "id = :id", unsettled.booking);
        unsettled.call.release();
        settle.awaitWaiter();

        unheard = PlacingUnderWay.at(crash, PlacingUnderWay.next(crash), "adopted-unheard@example.com", false);
    }

    static KilledPlacings at(Crash crash) {
        return new KilledPlacings(crash);
    }

    /** The repeats come at once, while nothing is decided: they must wait for it. */
    @Override
    public void fall() {
        giveUpRefused.drop();
        giveUpOtherLength.drop();
        settle.drop();
        killedAt = Instant.now();
        unheard.call.lose();
        unsettledAgain = unsettled.placedAt(crash.atSurvivor());
        unheardAgain = unheard.placedAt(crash.atSurvivor());
    }

    void requireUnsettledFinished() {
        requireSame(unsettled, unsettledAgain);
        assertThat(crash.books.segments(unsettled.booking))
                .extracting(Segment::status)
                .containsOnly("BOOKED");
        unsettled.requireAdopted();
    }

    void requireUnheardFound() {
        requireSame(unheard, unheardAgain);
        unheard.requireAdopted();
        requireTraceContinued();
        assertThat(crash.jdbc
                        .sql("select what from booking_history where booking = :id order by seq")
                        .param("id", unheard.booking)
                        .query(String.class)
                        .list())
                .endsWith("segment found at Cal.com", "booked");
    }

    void requireRefusedUndone() {
        requireUndone(refused.booking);
    }

    void requireOtherLengthUndone() {
        requireUndone(otherLength.booking);
    }

    private void requireUndone(UUID booking) {
        crash.awaitRest(booking);
        assertThat(crash.books.status(booking)).isEqualTo("COMPENSATED");
        assertThat(crash.books.wrongsOf(booking)).isEmpty();
    }

    /** The repeat with the same key gets that appointment. */
    private static void requireSame(PlacingUnderWay placing, CompletableFuture<Answer> repeat) {
        var again = repeat.join();
        assertThat(again.status()).as(again.toString()).isEqualTo(201);
        assertThat(again.id()).isEqualTo(placing.booking);
    }

    /** The survivor's look for the lost segment is in the trace of the killed node's request. */
    private void requireTraceContinued() {
        var trace = crash.jdbc
                .sql("select trace_id from saga where id = :id")
                .param("id", crash.books.saga(unheard.booking))
                .query(String.class)
                .single();
        assertThat(crash.calcom.requests())
                .filteredOn(call -> call.at().isAfter(killedAt) && call.method().equals("GET"))
                .filteredOn(call -> call.target().startsWith("/v2/bookings"))
                .map(call -> call.headers().get("traceparent").split("-")[1])
                .contains(trace);
    }

    private RowLock saga(PlacingUnderWay placing) {
        return new RowLock(crash.database, "saga", "id = :id", crash.books.saga(placing.booking));
    }

    private void releaseWithOtherLength() {
        var eventType = otherLength.appointment.eventType(1);
        var minutes = otherLength.appointment.segment(1).usual().minutes();
        setLength(eventType, minutes - 5);
        try {
            otherLength.call.release();
            giveUpOtherLength.awaitWaiter();
        } finally {
            setLength(eventType, minutes);
        }
    }

    private void setLength(long eventType, int minutes) {
        var request = HttpRequest.newBuilder(URI.create(crash.calcom.baseUrl() + "/v2/event-types/" + eventType))
                .header("Authorization", "Bearer " + Sandbox.KEY)
                .header("Content-Type", "application/json")
                .header("cal-api-version", "2024-06-14")
                .method("PATCH", BodyPublishers.ofString("{\"lengthInMinutes\":%d}".formatted(minutes)))
                .build();
        var answer = HttpClient.newHttpClient()
                .sendAsync(request, BodyHandlers.ofString())
                .join();
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private void awaitStatus(UUID booking, int position, String status) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() ->
                        crash.books.segments(booking).get(position).status().equals(status));
    }
}
