package dev.interlude.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.sandbox.model.Json;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A booking with seats")
class SandboxSeatsTest {
    private static final String ANNA = Sandbox.keyOf("anna");
    private static final String TEN = Salon.DAY + "T10:00:00Z";

    private final Salon salon = new Salon();

    @BeforeEach
    void seated() throws Exception {
        seats(true);
        salon.tell("anna");
    }

    @AfterEach
    void close() {
        salon.close();
    }

    private void seats(boolean shown) throws Exception {
        salon.change(
                101,
                "{\"seats\":{\"seatsPerTimeSlot\":3,\"showAttendeeInfo\":" + shown
                        + ",\"showAvailabilityCount\":true}}");
    }

    private static ObjectNode body(String name, String start) {
        var body = Salon.booking(101, start);
        ((ObjectNode) body.path("attendee")).put("name", name).put("email", name + "@example.com");
        body.putObject("metadata").put(name, "yes");
        return body;
    }

    private JsonNode take(String name) throws Exception {
        return Salon.data(salon.sendAs(null, "POST", "/v2/bookings", body(name, TEN)));
    }

    private HttpResponse<String> act(String key, JsonNode booking, String action, ObjectNode body) throws Exception {
        return salon.sendAs(key, "POST", "/v2/bookings/" + booking.path("uid").asText() + "/" + action, body);
    }

    private static JsonNode of(JsonNode booking, String name) {
        for (var attendee : booking.path("attendees")) {
            if (attendee.path("name").asText().equals(name)) {
                return attendee;
            }
        }
        throw new AssertionError("no " + name + " in " + booking);
    }

    @Test
    @DisplayName("shows of each seat what its attendee answered, and no e-mail address or phone number in it")
    void answers() throws Exception {
        var body = body("ida", TEN);
        body.putObject("bookingFieldsResponses").put("notes", "by the window");
        body.putArray("guests").add("guest@example.com");
        ((ObjectNode) body.path("attendee")).put("phoneNumber", "+4930901820");
        var seat = Salon.data(salon.send("POST", "/v2/bookings", body));

        var ida = of(seat, "ida");
        assertThat(seat.path("attendees")).as("guests are dropped in silence").hasSize(1);
        assertThat(ida.path("phoneNumber").isMissingNode()).isTrue();
        assertThat(ida.path("bookingFieldsResponses"))
                .isEqualTo(Json.parse(("{\"name\":\"ida\",\"attendeePhoneNumber\":\"+4930901820\",\"guests\":[],"
                                + "\"notes\":\"by the window\"}")
                        .getBytes(StandardCharsets.UTF_8)));
        assertThat(seat.path("description").isNull()).isTrue();
        var told = salon.told().path("payload");
        assertThat(told.path("additionalNotes").asText()).isEqualTo("by the window");
        assertThat(told.path("attendeeSeatId")).isEqualTo(seat.path("seatUid"));
    }

    @Test
    @DisplayName("tells of a further seat with the name of its attendee and with what all have left as metadata")
    void secondSeat() throws Exception {
        var first = take("ida");
        var second = take("max");

        assertThat(second.path("uid")).isEqualTo(first.path("uid"));
        assertThat(second.path("updatedAt"))
                .as("seats have a table of their own")
                .isEqualTo(first.path("updatedAt"));
        var told = salon.told().path("payload");
        assertThat(told.path("title").asText()).endsWith("and max");
        assertThat(told.path("attendees")).hasSize(1);
        assertThat(told.at("/metadata/ida").asText()).isEqualTo("yes");
        assertThat(told.at("/metadata/max").asText()).isEqualTo("yes");
        assertThat(of(second, "max").path("metadata")).isEqualTo(Json.object().put("max", "yes"));
    }

    @Test
    @DisplayName("hides who comes from everybody but its host, except in lists")
    void hidden() throws Exception {
        seats(false);
        var taken = take("ida");
        assertThat(taken.path("attendees")).isEmpty();
        assertThat(taken.path("seatUid").asText()).isNotEmpty();
        assertThat(salon.told().at("/payload/seatsShowAttendees").asBoolean()).isFalse();

        var path = "/v2/bookings/" + taken.path("uid").asText();
        assertThat(Salon.data(salon.sendAs(null, "GET", path, null)).path("attendees"))
                .isEmpty();
        assertThat(Salon.data(salon.sendAs(ANNA, "GET", path, null)).path("attendees"))
                .hasSize(1);
        assertThat(Salon.data(salon.sendAs(ANNA, "GET", "/v2/bookings", null)).at("/0/attendees"))
                .hasSize(1);
        var byHost = Salon.data(salon.sendAs(ANNA, "POST", "/v2/bookings", body("max", TEN)));
        assertThat(byHost.path("attendees")).hasSize(2);
        var left = act(
                null,
                taken,
                "cancel",
                Json.object().put("seatUid", taken.path("seatUid").asText()));
        assertThat(Salon.data(left).path("attendees")).isEmpty();
    }

    @Test
    @DisplayName("lives on when one seat is given up; the webhook calls it cancelled and names that attendee alone")
    void giveUpOne() throws Exception {
        var ida = take("ida");
        var max = take("max");
        var left = act(
                null,
                max,
                "cancel",
                Json.object().put("seatUid", max.path("seatUid").asText()));

        assertThat(left.statusCode()).isEqualTo(200);
        assertThat(Salon.data(left).path("status").asText()).isEqualTo("accepted");
        assertThat(Salon.data(left).path("cancellationReason").asText()).isEmpty();
        assertThat(Salon.data(left).path("attendees")).hasSize(1);
        assertThat(Salon.data(left).path("updatedAt")).isEqualTo(ida.path("updatedAt"));
        var told = salon.told();
        assertThat(told.path("triggerEvent").asText()).isEqualTo("BOOKING_CANCELLED");
        var payload = told.path("payload");
        assertThat(payload.path("status").asText()).isEqualTo("CANCELLED");
        assertThat(payload.path("uid")).isEqualTo(ida.path("uid"));
        assertThat(payload.path("title")).as("that of the class").isEqualTo(ida.path("title"));
        assertThat(payload.path("cancellationReason").asText()).isEmpty();
        assertThat(payload.path("attendees")).hasSize(1);
        var who = payload.at("/attendees/0");
        assertThat(who.path("email").asText()).isEqualTo("max@example.com");
        assertThat(who.path("bookingId").asLong()).isEqualTo(ida.path("id").asLong());
        assertThat(who.path("noShow").asBoolean()).isFalse();
        assertThat(who.has("id") && who.has("locale") && who.has("phoneNumber")).isTrue();

        var again = act(
                null,
                max,
                "cancel",
                Json.object().put("seatUid", max.path("seatUid").asText()));
        assertThat(again.body()).contains("this seat does not exist or has already been cancelled");
        var last = act(
                null,
                ida,
                "cancel",
                Json.object().put("seatUid", ida.path("seatUid").asText()));
        assertThat(Salon.data(last).path("status").asText()).isEqualTo("cancelled");
        assertThat(take("eva").path("uid")).as("a new class").isNotEqualTo(ida.path("uid"));
    }

    @Test
    @DisplayName("asks which seat before it looks at anything else")
    void seatFirst() throws Exception {
        var ida = take("ida");
        var other = Salon.data(salon.sendAs(null, "POST", "/v2/bookings", body("max", Salon.DAY + "T12:00:00Z")));
        var seat = other.path("seatUid").asText();
        assertThat(act(null, ida, "cancel", Json.object().put("seatUid", seat)).body())
                .contains("this seat does not belong to this booking");
        assertThat(salon.sendAs(
                                null,
                                "POST",
                                "/v2/bookings/unknown/cancel",
                                Json.object().put("seatUid", "x"))
                        .statusCode())
                .as("before the booking")
                .isEqualTo(400);
        var move = Json.object().put("start", Salon.DAY + "T14:00:00Z");
        var without = act(ANNA, ida, "reschedule", move);
        assertThat(without.statusCode()).isEqualTo(400);
        assertThat(without.body()).contains("is a seated booking which means you have to provide seatUid");
        assertThat(act(ANNA, ida, "reschedule", move.deepCopy().put("seatUid", "x"))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    @DisplayName("lets one seat move: into an existing class with its seat, or into a new one with a new seat")
    void move() throws Exception {
        var ida = take("ida");
        var max = take("max");
        var noon = Salon.DAY + "T12:00:00Z";
        var body = Json.object()
                .put("start", noon)
                .put("seatUid", max.path("seatUid").asText());
        var moved = Salon.data(act(null, max, "reschedule", body));
        assertThat(moved.path("rescheduledFromUid").isMissingNode()).isTrue();
        assertThat(moved.path("title").asText()).endsWith("and max");
        assertThat(moved.path("seatUid")).isNotEqualTo(max.path("seatUid"));
        var told = salon.told();
        assertThat(told.path("triggerEvent").asText()).isEqualTo("BOOKING_RESCHEDULED");
        assertThat(told.at("/payload/rescheduleUid")).isEqualTo(ida.path("uid"));
        assertThat(told.at("/payload/attendeeSeatId")).isEqualTo(moved.path("seatUid"));

        var follow = Json.object()
                .put("start", noon)
                .put("seatUid", ida.path("seatUid").asText());
        var joined = Salon.data(act(null, ida, "reschedule", follow));
        assertThat(joined.path("uid")).isEqualTo(moved.path("uid"));
        assertThat(joined.path("seatUid")).isEqualTo(ida.path("seatUid"));
        assertThat(joined.path("attendees")).hasSize(2);
        assertThat(Salon.data(salon.get("/v2/bookings/" + ida.path("uid").asText()))
                        .path("status")
                        .asText())
                .as("without attendees")
                .isEqualTo("cancelled");
    }

    @Test
    @DisplayName("cannot be joined while it waits for its host; who asks again gets it without a seat")
    void pending() throws Exception {
        salon.change(101, "{\"confirmationPolicy\":{\"type\":\"always\",\"blockUnconfirmedBookingsInBooker\":false}}");
        var ida = take("ida");
        assertThat(ida.path("status").asText()).isEqualTo("pending");
        assertThat(take("ida").path("seatUid").asText()).isEmpty();
        assertThat(take("max").path("uid")).isNotEqualTo(ida.path("uid"));
    }
}
