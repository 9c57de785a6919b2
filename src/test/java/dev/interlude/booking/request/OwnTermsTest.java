package dev.interlude.booking.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.support.FromCalcom;
import dev.interlude.support.RequestBodies;
import dev.interlude.support.SalonTest;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** In the sample catalog a trial style takes Cleo 45 minutes for 60.00 and Dora 60 minutes for 75.00. */
@DisplayName("A person with minutes and a price of their own")
class OwnTermsTest extends SalonTest {

    @LocalServerPort
    private int port;

    @Test
    @DisplayName("is shown with them in the catalog and in offers")
    void shown() {
        var trial = caller.get("/api/v1/services")
                .json()
                .path("services")
                .valueStream()
                .filter(s -> s.path("id").asText().equals("trial-style"))
                .findFirst()
                .orElseThrow();
        assertThat(trial.at("/minutes")).hasToString("{\"min\":45,\"max\":60}");
        assertThat(trial.at("/segments/0/byStaff/dora/minutes").asInt()).isEqualTo(60);
        assertThat(trial.at("/segments/0/byStaff/dora/price"))
                .hasToString("{\"amount\":\"75.00\",\"currency\":\"EUR\"}");
        assertThat(trial.at("/segments/0/price/amount").asText()).isEqualTo("60.00");

        var cleos = firstOffer("cleo");
        assertThat(cleos.path("minutes").asInt()).isEqualTo(45);
        assertThat(cleos.at("/price/amount").asText()).isEqualTo("60.00");
        var doras = firstOffer("dora");
        assertThat(doras.path("minutes").asInt()).isEqualTo(60);
        assertThat(doras.at("/price/amount").asText()).isEqualTo("75.00");
        assertThat(caller.offers("haircut", day).json().at("/offers/0").has("price"))
                .as("a haircut has no price")
                .isFalse();
    }

    private JsonNode firstOffer(String staff) {
        return caller.offers("trial-style", day, "staff", staff).json().at("/offers/0");
    }

    @Test
    @DisplayName("is booked for that long: with us, in Cal.com, and in what others are offered")
    void booked() {
        var booked = caller.booked(
                RequestBodies.booking("trial-style", day.at("10:00")).put("staff", "dora"));

        assertThat(booked.at("/end")).isEqualTo(day.shown("11:00"));
        var there = calcom.liveOf(booked.id()).get(0);
        assertThat(Duration.between(there.start, there.end)).hasMinutes(60);
        assertThat(caller.offers("haircut", day, "staff", "dora").starts())
                .contains(day.shown("09:30"), day.shown("11:00"))
                .doesNotContain(day.shown("10:45"));
        var refused = caller.book(RequestBodies.haircut(day.at("10:50"), "dora"));
        assertThat(refused.status()).isEqualTo(409);
    }

    @Test
    @DisplayName("takes over a booking of another person with their own length, and the other way round")
    void moved() {
        var booked = caller.booked(
                RequestBodies.booking("trial-style", day.at("10:00")).put("staff", "cleo"));
        assertThat(booked.at("/end")).isEqualTo(day.shown("10:45"));

        var moved = caller.post("/api/v1/bookings/" + booked.id() + "/reschedule", to("dora"));
        assertThat(moved.status()).as(moved.text()).isEqualTo(200);
        assertThat(moved.at("/end")).isEqualTo(day.shown("13:00"));
        assertThat(calcom.liveOf(booked.id())).hasSize(1).allSatisfy(there -> {
            assertThat(there.eventTypeId).isEqualTo(632);
            assertThat(Duration.between(there.start, there.end)).hasMinutes(60);
        });

        var back = caller.post("/api/v1/bookings/" + booked.id() + "/reschedule", to("cleo"));
        assertThat(back.at("/end")).isEqualTo(day.shown("12:45"));
    }

    private JsonNode to(String staff) {
        var body = RequestBodies.to(day.at("12:00"));
        body.putArray("segments").addObject().put("key", "style").put("staff", staff);
        return body;
    }

    @Test
    @DisplayName("is known when the booking was made in Cal.com")
    void madeInCalcom() {
        var told = new FromCalcom(sandbox, caller, jdbc, port);
        told.registered();
        try {
            var ours = caller.read(told.ours(calcom.bookedByOthers(632, day.instant("15:00"))));

            assertThat(ours.at("/service")).isEqualTo("trial-style");
            assertThat(ours.at("/segments/0/staff")).isEqualTo("dora");
            assertThat(ours.at("/end")).isEqualTo(day.shown("16:00"));
        } finally {
            told.unregistered();
        }
    }
}
