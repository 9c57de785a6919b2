package dev.interlude.booking.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.interlude.booking.crash.Customer.Answer;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** An appointment of two parts that the victim has placed but for the last call, which Cal.com holds. */
final class PlacingUnderWay {

    private static final String SERVICE = "colour-and-style";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    final Appointment appointment;
    final HeldCall call;
    final UUID booking;

    private final Crash crash;
    private final String email;
    private final CompletableFuture<Answer> answer;

    private PlacingUnderWay(Crash crash, Appointment appointment, String email, boolean beforeWork) {
        this.crash = crash;
        this.appointment = appointment;
        this.email = email;
        call = HeldCall.create(crash.calcom, appointment.eventType(1), beforeWork);
        answer = placedAt(crash.atVictim());
        call.awaitCall(answer);
        booking = crash.books.bookingOf(email);
        crash.books.awaitOthersMade(booking, appointment.eventType(1));
    }

    static Appointment next(Crash crash) {
        return crash.next(SERVICE);
    }

    /** @param beforeWork whether the last call is held before its work */
    static PlacingUnderWay at(Crash crash, Appointment appointment, String email, boolean beforeWork) {
        return new PlacingUnderWay(crash, appointment, email, beforeWork);
    }

    /** Always with the same key. */
    CompletableFuture<Answer> placedAt(Customer node) {
        return node.place(appointment, email, email);
    }

    /** Of the request that the victim got. */
    CompletableFuture<Answer> answer() {
        return answer;
    }

    /** Whole on both sides; each segment was made once and never cancelled; told once. */
    void requireAdopted() {
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
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(crash.eventsAbout(booking)).containsExactly("booking.created"));
    }
}
