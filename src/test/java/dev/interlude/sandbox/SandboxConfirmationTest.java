package dev.interlude.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.sandbox.model.Json;
import dev.interlude.sandbox.webhook.Delivery;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A booking that its host must confirm")
class SandboxConfirmationTest {
    private static final String ANNA = Sandbox.keyOf("anna");

    private final Salon salon = new Salon();

    @BeforeEach
    void confirmed() throws Exception {
        salon.change(101, "{\"confirmationPolicy\":{\"type\":\"always\",\"blockUnconfirmedBookingsInBooker\":true}}");
        salon.tell("anna");
    }

    @AfterEach
    void close() {
        salon.close();
    }

    private JsonNode booked(int hour) throws Exception {
        var body = Salon.booking(101, Salon.DAY + "T%02d:00:00Z".formatted(hour));
        body.putObject("metadata").put("ref", "r-1");
        return Salon.data(salon.send("POST", "/v2/bookings", body));
    }

    private HttpResponse<String> act(String key, JsonNode booking, String action, String body) throws Exception {
        var path = "/v2/bookings/" + booking.path("uid").asText() + "/" + action;
        return salon.sendAs(key, "POST", path, Json.parse(body.getBytes(StandardCharsets.UTF_8)));
    }

    private JsonNode get(JsonNode booking) throws Exception {
        return Salon.data(salon.get("/v2/bookings/" + booking.path("uid").asText()));
    }

    private String start(int hour) {
        return "{\"start\":\"" + Salon.DAY + "T%02d:00:00Z\"}".formatted(hour);
    }

    @Test
    @DisplayName("can be confirmed though it is cancelled, and still says why it was cancelled")
    void confirmCancelled() throws Exception {
        var booking = booked(9);
        act(ANNA, booking, "cancel", "{\"cancellationReason\":\"ill\"}");
        assertThat(salon.told().at("/payload/requiresConfirmation").asBoolean()).isTrue();

        var confirmed = act(ANNA, booking, "confirm", "{}");

        assertThat(confirmed.statusCode()).isEqualTo(200);
        assertThat(Salon.data(confirmed).path("status").asText()).isEqualTo("accepted");
        assertThat(Salon.data(confirmed).path("cancellationReason").asText()).isEqualTo("ill");
        var told = salon.told();
        assertThat(told.path("triggerEvent").asText()).isEqualTo("BOOKING_CREATED");
        assertThat(told.at("/payload/status").asText()).isEqualTo("ACCEPTED");
        assertThat(told.at("/payload/metadata/ref").isMissingNode()).isTrue();
        assertThat(told.at("/payload/startTime").asText()).isEqualTo(Salon.DAY + "T09:00:00.000Z");
    }

    @Test
    @DisplayName("of an event type that does not ask for it says null, not false")
    void confirmOther() throws Exception {
        var booking = Salon.data(salon.create(201, Salon.DAY + "T09:00:00Z"));
        act(ANNA, booking, "cancel", "{\"cancellationReason\":\"ill\"}");
        act(ANNA, booking, "confirm", "{}");
        assertThat(salon.told().at("/payload/requiresConfirmation").isNull()).isTrue();
    }

    @Test
    @DisplayName("is confirmed at once where its host moves it, and asked for again where anybody else does")
    void moved() throws Exception {
        var byHost = act(ANNA, booked(9), "reschedule", start(10));
        assertThat(Salon.data(byHost).path("status").asText()).isEqualTo("accepted");
        assertThat(salon.told().path("triggerEvent").asText()).isEqualTo("BOOKING_RESCHEDULED");
        assertThat(salon.told().at("/payload/requiresConfirmation").asBoolean()).isFalse();

        var old = booked(11);
        var byBooker = act(null, old, "reschedule", start(12));
        assertThat(Salon.data(byBooker).path("status").asText()).isEqualTo("pending");
        assertThat(Salon.data(byBooker).path("rescheduledFromUid")).isEqualTo(old.path("uid"));
        var told = salon.told();
        assertThat(told.path("triggerEvent").asText()).isEqualTo("BOOKING_REQUESTED");
        assertThat(told.at("/payload/status").asText()).isEqualTo("PENDING");
        assertThat(told.at("/payload/requiresConfirmation").asBoolean()).isTrue();
        assertThat(told.at("/payload/rescheduleUid")).isEqualTo(old.path("uid"));
        assertThat(told.at("/payload/metadata/ref").asText()).isEqualTo("r-1");
        assertThat(get(old).path("status").asText()).isEqualTo("cancelled");
        assertThat(get(old).path("rescheduledToUid"))
                .isEqualTo(Salon.data(byBooker).path("uid"));

        var byAdministrator = act(Sandbox.KEY, booked(13), "reschedule", start(14));
        assertThat(Salon.data(byAdministrator).path("status").asText()).isEqualTo("pending");
        var named = "{\"start\":\"" + Salon.DAY + "T16:00:00Z\",\"rescheduledBy\":\"anna@salon.example\"}";
        var inHerName = act(Sandbox.KEY, booked(15), "reschedule", named);
        assertThat(Salon.data(inHerName).path("status").asText()).isEqualTo("accepted");
    }

    @Test
    @DisplayName("can be declined as often as one likes, also when it is cancelled; each time webhooks are told")
    void declined() throws Exception {
        var booking = booked(9);
        for (var reason : new String[] {"{\"reason\":\"busy\"}", "{}"}) {
            var declined = act(ANNA, booking, "decline", reason);
            assertThat(declined.statusCode()).isEqualTo(200);
            assertThat(Salon.data(declined).path("status").asText()).isEqualTo("rejected");
        }
        assertThat(salon.told().at("/payload/rejectionReason").isMissingNode()).isTrue();
        act(ANNA, booking, "cancel", "{\"cancellationReason\":\"ill\"}");
        var again = Salon.data(act(ANNA, booking, "decline", "{\"reason\":\"busy\"}"));
        assertThat(again.path("status").asText()).isEqualTo("rejected");
        assertThat(again.path("cancellationReason").asText()).isEqualTo("ill");
        assertThat(salon.sandbox.deliveries())
                .extracting(Delivery::trigger)
                .containsExactly(
                        "BOOKING_REQUESTED",
                        "BOOKING_REJECTED",
                        "BOOKING_REJECTED",
                        "BOOKING_CANCELLED",
                        "BOOKING_REJECTED");
        assertThat(act(ANNA, booking, "decline", "{\"reason\":5}").statusCode()).isEqualTo(400);
    }

    @Test
    @DisplayName("is answered again to whoever asks for it again, and nothing more is told")
    void askedAgain() throws Exception {
        var first = booked(9);
        assertThat(booked(9).path("uid")).isEqualTo(first.path("uid"));
        assertThat(salon.sandbox.deliveries()).hasSize(1);

        var moved = act(null, booked(10), "reschedule", start(9));
        assertThat(Salon.data(moved).path("uid")).isEqualTo(first.path("uid"));
    }
}
