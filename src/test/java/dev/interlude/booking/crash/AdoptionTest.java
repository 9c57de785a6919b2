package dev.interlude.booking.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.interlude.booking.crash.AgreementReport.Segment;
import dev.interlude.sandbox.Sandbox;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

@Tag("error-handling")
@DisplayName("What a killed node was booking")
@Timeout(180)
class AdoptionTest {

    private static final String SERVICE = "colour-and-style";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static Crash crash;

    @BeforeAll
    static void start() {
        crash = new Crash("adoption_test", "10s");
    }

    @AfterAll
    static void stop() {
        crash.close();
    }

    /** A booking at the instant of the kill. */
    private interface Brink {

        /** Cal.com and the database go on. */
        void fall();

        void requireDecided();
    }

    @TestFactory
    @DisplayName("is decided by another:")
    List<DynamicTest> killed() throws Exception {
        var refused = GivenUp.refused();
        var otherLength = GivenUp.ofOtherLength();
        var unsettled = new Unsettled();
        var unheard = new Unheard();
        var brinks = List.of(refused, otherLength, unsettled, unheard);

        crash.killVictim();
        brinks.forEach(Brink::fall);

        return List.of(
                dynamicTest(
                        "finished when all of it is booked: the repeat with the same key gets that appointment",
                        unsettled::requireDecided),
                dynamicTest(
                        "finished when an answer of Cal.com was lost: the segment is found by our key",
                        unheard::requireDecided),
                dynamicTest("undone when one segment was refused", refused::requireDecided),
                dynamicTest(
                        "undone when Cal.com booked a segment with another length than planned",
                        otherLength::requireDecided));
    }

    private static final class Unsettled implements Brink {
        private static final String EMAIL = "adopted-unsettled@example.com";

        private final Appointment appointment = crash.next(SERVICE);
        private final UUID booking;
        private final RowLock settle;

        Unsettled() {
            var last = HeldCall.create(crash.calcom, appointment.eventType(1), false);
            booking = underWay(appointment, EMAIL, last);
            settle = new RowLock(crash.database, "booking", "id = :id", booking);
            last.release();
            settle.awaitWaiter();
        }

        @Override
        public void fall() {
            settle.drop();
        }

        @Override
        public void requireDecided() {
            requireRepeated(appointment, booking, EMAIL);
            assertThat(crash.books.segments(booking))
                    .extracting(Segment::status)
                    .containsOnly("BOOKED");
            requireAdopted(booking, EMAIL);
        }
    }

    private static final class Unheard implements Brink {
        private static final String EMAIL = "adopted-unheard@example.com";

        private final Appointment appointment = crash.next(SERVICE);
        private final HeldCall call;
        private final UUID booking;
        private Instant killedAt;

        Unheard() {
            call = HeldCall.create(crash.calcom, appointment.eventType(1), false);
            booking = underWay(appointment, EMAIL, call);
        }

        @Override
        public void fall() {
            killedAt = Instant.now();
            call.lose();
        }

        @Override
        public void requireDecided() {
            requireRepeated(appointment, booking, EMAIL);
            requireAdopted(booking, EMAIL);
            requireTraceContinued(booking, killedAt);
            assertThat(crash.jdbc
                            .sql("select what from booking_history where booking = :id order by seq")
                            .param("id", booking)
                            .query(String.class)
                            .list())
                    .endsWith("segment found at Cal.com", "booked");
        }
    }

    /** It is known that it cannot be booked as a whole, and not yet written. */
    private record GivenUp(UUID booking, RowLock giveUp) implements Brink {

        static GivenUp refused() {
            var appointment = crash.next(SERVICE);
            new DirectCalcomUser(crash.calcom).books(appointment.eventType(1), appointment.start(1));
            var call = HeldCall.create(crash.calcom, appointment.eventType(1), true);
            var brink = placed(appointment, "adopted-refused@example.com", call);
            call.release();
            awaitStatus(brink.booking, 1, "REFUSED");
            brink.giveUp.awaitWaiter();
            return brink;
        }

        static GivenUp ofOtherLength() throws Exception {
            var appointment = crash.next(SERVICE);
            var call = HeldCall.create(crash.calcom, appointment.eventType(1), true);
            var brink = placed(appointment, "adopted-other-length@example.com", call);
            var minutes = appointment.segment(1).usual().minutes();
            setLength(appointment.eventType(1), minutes - 5);
            try {
                call.release();
                brink.giveUp.awaitWaiter();
            } finally {
                setLength(appointment.eventType(1), minutes);
            }
            return brink;
        }

        private static GivenUp placed(Appointment appointment, String email, HeldCall last) {
            var booking = underWay(appointment, email, last);
            return new GivenUp(booking, new RowLock(crash.database, "saga", "id = :id", crash.books.saga(booking)));
        }

        @Override
        public void fall() {
            giveUp.drop();
        }

        @Override
        public void requireDecided() {
            await().atMost(PATIENCE).until(() -> crash.books.atRest(booking));
            assertThat(crash.books.status(booking)).isEqualTo("COMPENSATED");
            assertThat(crash.books.wrongsOf(booking)).isEmpty();
        }
    }

    /** Placed but for its last call, which Cal.com holds. */
    private static UUID underWay(Appointment appointment, String email, HeldCall last) {
        last.awaitCall(crash.atVictim().place(appointment, email, email));
        var booking = crash.books.bookingOf(email);
        crash.books.awaitOthersMade(booking, appointment.eventType(1));
        return booking;
    }

    /** The repeat with the same key gets that appointment. */
    private static void requireRepeated(Appointment appointment, UUID booking, String email) {
        var again = crash.atSurvivor().place(appointment, email, email).join();

        assertThat(again.status()).as(again.toString()).isEqualTo(201);
        assertThat(again.id()).isEqualTo(booking);
    }

    @Test
    @DisplayName(
            "stays finished when the node had only slept: awake again it changes nothing and answers with the appointment")
    void slept() {
        var requestBody = crash.next(SERVICE);
        var email = "adopted-slept@example.com";
        var call = HeldCall.create(crash.calcom, requestBody.eventType(1), false);
        var answer = crash.atVictim().place(requestBody, email, null);
        call.awaitCall(answer);
        var booking = crash.books.bookingOf(email);
        crash.books.awaitOthersMade(booking, requestBody.eventType(1));

        crash.victim().freeze();
        await().atMost(PATIENCE).until(() -> crash.books.atRest(booking));
        assertThat(crash.books.status(booking)).isEqualTo("BOOKED");
        crash.victim().thaw();
        call.release();

        var late = answer.join();
        assertThat(late.status()).as(late.toString()).isEqualTo(201);
        assertThat(late.id()).isEqualTo(booking);
        assertThat(late.body().path("status").asText()).isEqualTo("BOOKED");
        requireAdopted(booking, email);
        assertThat(crash.books.wrongs()).isEmpty();
    }

    private static void setLength(long eventType, int minutes) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(crash.calcom.baseUrl() + "/v2/event-types/" + eventType))
                .header("Authorization", "Bearer " + Sandbox.KEY)
                .header("Content-Type", "application/json")
                .header("cal-api-version", "2024-06-14")
                .method("PATCH", BodyPublishers.ofString("{\"lengthInMinutes\":%d}".formatted(minutes)))
                .build();
        var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    /** Whole on both sides; each segment was made once and never cancelled; told once. */
    private static void requireAdopted(UUID booking, String email) {
        assertThat(crash.books.status(booking)).isEqualTo("BOOKED");
        assertThat(crash.books.wrongsOf(booking)).isEmpty();
        assertThat(crash.books.bookingsOf(email)).containsExactly(booking);
        assertThat(crash.calcom.bookings().stream()
                        .filter(b ->
                                b.metadata.path("interludeBooking").asText().equals(booking.toString()))
                        .toList())
                .hasSize(2)
                .allMatch(b -> b.status.isOpen());
        assertThat(crash.jdbc
                        .sql("select state from saga where id = :id")
                        .param("id", crash.books.saga(booking))
                        .query(String.class)
                        .single())
                .isEqualTo("COMPLETED");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(events(booking)).isEqualTo(List.of("booking.created")));
    }

    /** The survivor's look for the lost segment is in the trace of the killed node's request. */
    private static void requireTraceContinued(UUID booking, Instant since) {
        var trace = crash.jdbc
                .sql("select trace_id from saga where id = :id")
                .param("id", crash.books.saga(booking))
                .query(String.class)
                .single();
        assertThat(crash.calcom.requests())
                .filteredOn(call -> call.at().isAfter(since) && call.method().equals("GET"))
                .filteredOn(call -> call.target().startsWith("/v2/bookings"))
                .map(call -> call.headers().get("traceparent").split("-")[1])
                .contains(trace);
    }

    private static List<String> events(UUID booking) {
        return crash.jdbc
                .sql("select type from event where subject = :id order by seq")
                .param("id", booking.toString())
                .query(String.class)
                .list();
    }

    private static void awaitStatus(UUID booking, int position, String status) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() ->
                        crash.books.segments(booking).get(position).status().equals(status));
    }
}
