package dev.interlude.booking.move;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.interlude.sandbox.fault.Fault;
import dev.interlude.sandbox.http.Operation;
import dev.interlude.sandbox.model.BookingStatus;
import dev.interlude.support.BothSides;
import dev.interlude.support.RequestBodies;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("sync")
@DisplayName("A move that Cal.com never got, while the customer chose another time there,")
class MovedMeanwhileTest extends BothSides {

    @Test
    @DisplayName("is given up, and the customer's time stays and is ours")
    void staysWhereTheCustomerMovedIt() {
        withoutBreaker();
        var booking = booked("10:00", "anna");
        var old = uid(booking);
        sandbox.faults().add(Fault.on(Operation.RESCHEDULE).silence().times(1));

        var asked = caller.move(booking, RequestBodies.to(day.at("12:00")));
        assertThat(asked.status()).as(asked.text()).isGreaterThan(201);
        assertThat(books.status(booking)).isEqualTo("RESCHEDULING");
        var chosen = calcom.movedByOthers(old, day.instant("15:00"));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(books.history(booking)).contains("stayed where it was"));

        assertThat(calcom.booking(chosen).status).isEqualTo(BookingStatus.ACCEPTED);
        assertThat(calcom.requests(Operation.RESCHEDULE))
                .as("nobody moves it back")
                .noneMatch(r -> r.path().contains(chosen));
        synced("full");
        await().atMost(Duration.ofSeconds(20)).until(() -> uid(booking).equals(chosen));
        assertThat(caller.read(booking).at("/start")).isEqualTo(day.shown("15:00"));
        assertThat(caller.read(booking).at("/status")).isEqualTo("BOOKED");
        assertThat(books.holds(booking)).containsExactly("anna " + day.at("15:00"));
    }
}
