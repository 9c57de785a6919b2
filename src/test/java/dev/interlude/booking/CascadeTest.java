package dev.interlude.booking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlude.support.RequestBodies;
import dev.interlude.support.SalonTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("extended")
@DisplayName("A booking that others are linked to")
class CascadeTest extends SalonTest {

    @Test
    @DisplayName("what hangs on a cancelled booking stays unless it is to go with it; nothing can hang on nothing")
    void cascade_only_when_asked() {
        var first = caller.booked(RequestBodies.haircut(day.at("09:00"), "anna"));
        var second = caller.booked(linked(RequestBodies.haircut(day.at("10:00"), "anna"), first));

        var alone = caller.cancel(first.id());

        assertThat(alone.status()).isEqualTo(200);
        assertThat(alone.json().has("cascade")).isFalse();
        assertThat(books.status(second.id())).isEqualTo("BOOKED");
        assertThat(calcom.liveOf(second.id())).hasSize(1);
        sandbox.forgetRequests();
        var onCancelled = caller.book(linked(RequestBodies.haircut(day.at("11:00"), "anna"), first));
        var onNothing = caller.book(RequestBodies.haircut(day.at("11:00"), "anna")
                .put("linkedTo", UUID.randomUUID().toString()));
        assertThat(List.of(onCancelled, onNothing)).allSatisfy(refused -> {
            assertThat(refused.status()).as(refused.text()).isEqualTo(422);
            assertThat(refused.pointers()).containsExactly("/linkedTo");
        });
        assertThat(calcom.writes()).isEmpty();

        var later = caller.post(
                "/api/v1/bookings/" + first.id() + "/cancel",
                RequestBodies.object().put("cascade", true));
        assertThat(later.status()).as(later.text()).isEqualTo(200);
        assertThat(books.status(second.id())).isEqualTo("CANCELLED");
        assertThat(calcom.liveOn(day)).isEmpty();
    }

    @Test
    @DisplayName(
            "what is over stays: refused alone, left out where it hangs on what is cancelled; nothing hangs in a circle")
    void cascade_over_what_is_over() {
        var first = caller.booked(RequestBodies.haircut(day.at("09:00"), "anna"));
        var second = caller.booked(linked(RequestBodies.haircut(day.at("10:00"), "anna"), first));
        var third = caller.booked(linked(RequestBodies.haircut(day.at("11:00"), "anna"), second));
        shift(second, "- interval '40 years'");
        sandbox.forgetRequests();

        var refused = caller.cancel(second.id());
        assertThat(refused.status()).as(refused.text()).isEqualTo(422);
        assertThat(refused.at("/detail")).contains("over");
        assertThat(calcom.writes()).isEmpty();

        var reply = caller.post(
                "/api/v1/bookings/" + first.id() + "/cancel",
                RequestBodies.object().put("cascade", true));

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.each("/cascade", "id")).containsExactly(second.id(), third.id());
        assertThat(reply.each("/cascade", "status")).containsExactly("BOOKED", "CANCELLED");
        assertThat(calcom.liveOf(second.id())).hasSize(1);
        assertThat(calcom.liveOn(day)).hasSize(1);

        shift(second, "+ interval '40 years'");
        assertThat(caller.cancel(second.id()).at("/status")).isEqualTo("CANCELLED");
    }
}
