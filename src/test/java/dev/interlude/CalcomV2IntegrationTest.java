package dev.interlude;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlude.sandbox.http.Operation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
@DisplayName("From the caller through the database to Cal.com")
class CalcomV2IntegrationTest extends AcceptanceTest {

    @Test
    @DisplayName("an offer of two segments becomes two Cal.com bookings at the offered times and one booking of ours")
    void composite_booking_flow() {
        var offers = caller.get(
                "/api/v1/availability",
                List.of("service", "colour-and-style", "from", "" + day, "to", "" + day.next(), "limit", "1"));
        var offer = offers.json().at("/offers/0");
        var wish = Wishes.booking("colour-and-style", offer.path("start").asText());
        wish.set("segments", offer.path("segments"));

        var booked = caller.book(wish);

        assertThat(booked.status()).as(booked.text()).isEqualTo(201);
        assertThat(booked.header("Location")).isEqualTo("/api/v1/bookings/" + booked.id());
        assertThat(booked.at("/status")).isEqualTo("BOOKED");
        assertThat(booked.at("/start")).isEqualTo(offer.path("start").asText()).isEqualTo(day.shown("09:00"));
        assertThat(booked.at("/end")).isEqualTo(offer.path("end").asText());
        assertThat(booked.each("/segments", "start")).isEqualTo(starts(offer.path("segments")));
        assertThat(booked.each("/segments", "staff")).containsExactly("anna", "anna");
        assertThat(booked.json().path("pauses")).hasSize(1);
        assertThat(booked.json().at("/pauses/0/minutes").asInt()).isBetween(30, 45);

        assertThat(books.status(booked.id())).isEqualTo("BOOKED");
        assertThat(books.saga(booked.id())).isEqualTo("COMPLETED");
        assertThat(books.segments(booked.id(), "status")).containsExactly("BOOKED", "BOOKED");

        var rows = calcom.liveOf(booked.id());
        assertThat(rows).extracting(b -> b.uid).isEqualTo(booked.each("/segments", "calcom/uid"));
        assertThat(rows).extracting(b -> b.eventTypeId).containsExactly(201L, 211L);
        assertThat(rows).extracting(b -> b.start).containsExactly(day.instant("09:00"), day.instant("10:15"));
        assertThat(Duration.between(rows.get(0).end, rows.get(1).start)).isEqualTo(Duration.ofMinutes(30));
        assertThat(calcom.requests(Operation.CREATE)).hasSize(2);

        var listed = caller.get("/api/v1/bookings", List.of("from", "" + day, "to", "" + day.next()));
        assertThat(listed.each("/bookings", "id")).containsExactly(booked.id());
    }

    private static List<String> starts(com.fasterxml.jackson.databind.JsonNode segments) {
        return segments.valueStream().map(s -> s.path("start").asText()).toList();
    }
}
