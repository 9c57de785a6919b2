package dev.interlude.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.sandbox.model.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Guests of a booking")
class SandboxGuestsTest {
    private static final String ANNA = Sandbox.keyOf("anna");

    private final Salon salon = new Salon();

    @AfterEach
    void close() {
        salon.close();
    }

    private static ObjectNode with(String... guests) {
        var body = Salon.booking(101, Salon.DAY + "T09:00:00Z");
        var array = body.putArray("guests");
        for (var guest : guests) {
            array.add(guest);
        }
        return body;
    }

    @Test
    @DisplayName("are attendees without a name, in answers, lists and webhooks, and come along when it is moved")
    void everywhere() throws Exception {
        salon.tell("anna");
        var booked = Salon.data(salon.send("POST", "/v2/bookings", with("g1@example.com", "g2@example.com")));

        assertThat(booked.path("guests")).hasSize(2);
        assertThat(booked.at("/bookingFieldsResponses/guests")).isEqualTo(booked.path("guests"));
        assertThat(booked.path("attendees")).hasSize(3);
        assertThat(booked.at("/attendees/1"))
                .isEqualTo(Json.object()
                        .put("name", "")
                        .put("email", "g1@example.com")
                        .put("timeZone", "Europe/Berlin")
                        .put("language", "en")
                        .put("absent", false));
        var created = salon.told().path("payload");
        assertThat(created.path("attendees")).hasSize(3);
        assertThat(created.at("/attendees/2/email").asText()).isEqualTo("g2@example.com");
        assertThat(created.at("/attendees/2/name").asText()).isEmpty();
        assertThat(created.at("/responses/guests/value")).isEqualTo(booked.path("guests"));

        var path = "/v2/bookings/" + booked.path("uid").asText();
        var moved = Salon.data(
                salon.sendAs(ANNA, "POST", path + "/reschedule", Json.object().put("start", Salon.DAY + "T11:00:00Z")));
        assertThat(moved.path("attendees")).hasSize(3);
        assertThat(moved.path("guests")).isEqualTo(booked.path("guests"));
        assertThat(salon.told().at("/payload/attendees")).hasSize(3);
        var uid = moved.path("uid").asText();
        salon.send("POST", "/v2/bookings/" + uid + "/cancel", Json.object().put("cancellationReason", "x"));
        assertThat(salon.told().at("/payload/attendees")).hasSize(3);
        assertThat(Salon.data(salon.get("/v2/bookings?attendeeEmail=g1@example.com")))
                .hasSize(2);
    }

    @Test
    @DisplayName("are dropped in silence where the event type does not take any")
    void disabled() throws Exception {
        salon.change(101, "{\"disableGuests\":true}");
        var booked = Salon.data(salon.send("POST", "/v2/bookings", with("g1@example.com")));
        assertThat(booked.path("attendees")).hasSize(1);
        assertThat(booked.path("guests").isArray()).isTrue();
        assertThat(booked.path("guests")).isEmpty();
    }

    @Test
    @DisplayName("need an e-mail address each, a different one")
    void refused() throws Exception {
        assertThat(salon.send("POST", "/v2/bookings", with("nobody")).body())
                .contains("\"code\":\"BAD_REQUEST\"", "responses - {guests}email_validation_error, ");
        assertThat(salon.send("POST", "/v2/bookings", with("g@example.com", "g@example.com"))
                        .body())
                .contains("responses - {guests}duplicate_email, ");
        var body = with();
        body.withArray("/guests").add(5);
        assertThat(salon.send("POST", "/v2/bookings", body).body()).contains("each value in guests must be a string");
    }
}
