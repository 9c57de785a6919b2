package dev.interlude.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlude.sandbox.model.Json;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The key of the salon")
class SandboxBookingTest {

    @Test
    @DisplayName("books, reads, lists, moves and cancels with every member of staff")
    void wholeLife() throws Exception {
        try (var salon = new Salon()) {
            var body = Salon.booking(102, Salon.DAY + "T09:05:00Z");
            body.putObject("metadata").put("key", "äöü €");
            var booked = Salon.data(salon.send("POST", "/v2/bookings", body));
            assertThat(booked.at("/hosts/0/username").asText()).isEqualTo("ben");
            assertThat(booked.at("/end").asText()).isEqualTo(Salon.DAY + "T09:35:00.000Z");

            var list = salon.get("/v2/bookings?attendeeEmail=ada@example.com&eventTypeId=102");
            assertThat(Salon.data(list).at("/0/metadata/key").asText()).isEqualTo("äöü €");

            var moved = salon.send(
                    "POST",
                    "/v2/bookings/" + booked.path("uid").asText() + "/reschedule",
                    Json.object().put("start", Salon.DAY + "T09:15:00Z"));
            assertThat(moved.statusCode()).as("its own time is free for it").isEqualTo(201);
            var uid = Salon.data(moved).path("uid").asText();
            assertThat(uid).isNotEqualTo(booked.path("uid").asText());

            assertThat(salon.send("POST", "/v2/bookings/" + uid + "/cancel", Json.object())
                            .body())
                    .contains("Cancellation reason is required when you are the host");
            var cancelled = salon.send(
                    "POST", "/v2/bookings/" + uid + "/cancel", Json.object().put("cancellationReason", "x"));
            assertThat(Salon.data(cancelled).path("status").asText()).isEqualTo("cancelled");
        }
    }
}
