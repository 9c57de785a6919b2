package dev.interlude.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.sandbox.model.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An event type")
class SandboxRulesTest {
    private static final String TAKEN = "User either already has booking at this time or is not available";
    private static final String TOO_SOON_OR_FAR = "The event type can't be booked at the \\\"start\\\" time provided";
    private Salon salon;

    @BeforeEach
    void open() {
        salon = new Salon();
        salon.sandbox.clock().stopAt(Instant.parse("2027-03-01T08:00:00Z"));
    }

    @AfterEach
    void shut() {
        salon.close();
    }

    private static ObjectNode json(String text) throws IOException {
        return (ObjectNode) Json.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Of the salon's own user, without notice unless the settings say so. */
    private long type(String settings) throws Exception {
        var body = json("{\"title\":\"T\",\"slug\":\"t\",\"lengthInMinutes\":30,\"minimumBookingNotice\":0}");
        body.setAll(json(settings));
        var made = salon.send("POST", "/v2/event-types", body);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return Salon.data(made).path("id").asLong();
    }

    private List<String> slots(long type, String query) throws Exception {
        var found = new ArrayList<String>();
        Salon.data(salon.get("/v2/slots?eventTypeId=" + type + "&" + query))
                .forEach(day -> day.forEach(slot -> found.add(slot.path("start").asText())));
        return found;
    }

    private HttpResponse<String> act(JsonNode booking, String action, String body) throws Exception {
        return salon.send("POST", "/v2/bookings/" + booking.path("uid").asText() + "/" + action, json(body));
    }

    private JsonNode booked(long type, String start) throws Exception {
        var answer = salon.create(type, start);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return Salon.data(answer);
    }

    @Test
    @DisplayName("of the catalog opens at nine by the wall clock, before and after the clock change")
    void clockChange() throws Exception {
        var found = slots(101, "start=2027-03-27&end=2027-03-29&timeZone=Europe/Berlin");
        assertThat(found).hasSize(2 * 103);
        assertThat(found.get(0)).isEqualTo("2027-03-27T09:00:00.000+01:00");
        assertThat(found.get(103)).isEqualTo("2027-03-29T09:00:00.000+02:00");
        assertThat(slots(101, "start=2027-03-29&end=2027-03-29").get(0)).isEqualTo("2027-03-29T07:00:00.000Z");
    }

    @Test
    @DisplayName("keeps its buffers free around each booking")
    void buffers() throws Exception {
        var type = type("{\"beforeEventBuffer\":10,\"afterEventBuffer\":20,\"slotInterval\":10}");
        booked(type, "2027-03-02T10:00:00Z");
        var found = slots(type, "start=2027-03-02T08:00:00Z&end=2027-03-02T12:00:00Z");
        assertThat(found)
                .contains("2027-03-02T09:00:00.000Z", "2027-03-02T11:00:00.000Z")
                .doesNotContain("2027-03-02T09:10:00.000Z", "2027-03-02T10:50:00.000Z");
        assertThat(salon.create(type, "2027-03-02T10:50:00Z").body()).contains(TAKEN);
    }

    @Test
    @DisplayName("keeps to its notice and its window")
    void noticeAndWindow() throws Exception {
        var type = type(
                "{\"minimumBookingNotice\":120,\"bookingWindow\":{\"type\":\"calendarDays\",\"value\":3,\"rolling\":false}}");
        assertThat(salon.create(type, "2027-03-01T09:30:00Z").body()).contains(TOO_SOON_OR_FAR);
        assertThat(salon.create(type, "2027-03-05T09:30:00Z").body()).contains(TOO_SOON_OR_FAR);
        assertThat(slots(type, "start=2027-03-01&end=2027-03-10").get(0)).isEqualTo("2027-03-01T10:00:00.000Z");
        assertThat(slots(type, "start=2027-03-05&end=2027-03-10")).isEmpty();
        booked(type, "2027-03-04T09:30:00Z");
    }

    @Test
    @DisplayName("is booked no more often than its limits allow")
    void limits() throws Exception {
        var type = type("{\"bookingLimitsCount\":{\"day\":1}}");
        booked(type, "2027-03-02T10:00:00Z");
        assertThat(salon.create(type, "2027-03-02T12:00:00Z").body())
                .isEqualTo("{\"statusCode\":403,\"message\":\"booking_limit_reached\"}");
        assertThat(slots(type, "start=2027-03-02&end=2027-03-02")).isEmpty();
        booked(type, "2027-03-03T12:00:00Z");
    }

    @Test
    @DisplayName("that recurs keeps the attendee's local time, and ends from one occurrence on")
    void recurrence() throws Exception {
        var type = type("{\"recurrence\":{\"interval\":1,\"occurrences\":4,\"frequency\":\"weekly\"}}");
        var series = booked(type, "2027-03-16T09:00:00Z");
        assertThat(series).hasSize(4);
        assertThat(series.at("/1/start").asText()).isEqualTo("2027-03-23T09:00:00.000Z");
        assertThat(series.at("/2/start").asText()).isEqualTo("2027-03-30T08:00:00.000Z");

        act(series.get(2), "cancel", "{\"cancellationReason\":\"x\",\"cancelSubsequentBookings\":true}");
        var left = salon.get("/v2/bookings?status=recurring");
        assertThat(Salon.data(left)).hasSize(2);
    }

    @Test
    @DisplayName("with seats is shared, until one gives up a seat or moves it")
    void seats() throws Exception {
        var type =
                type("{\"seats\":{\"seatsPerTimeSlot\":2,\"showAttendeeInfo\":true,\"showAvailabilityCount\":true}}");
        var first = booked(type, "2027-03-02T10:00:00Z");
        assertThat(salon.create(type, "2027-03-02T10:00:00Z").body())
                .contains("already_signed_up_for_this_booking_error");
        var body = Salon.booking(type, "2027-03-02T10:00:00Z");
        ((ObjectNode) body.path("attendee")).put("email", "bob@example.com");
        var second = Salon.data(salon.send("POST", "/v2/bookings", body));
        assertThat(second.path("uid")).isEqualTo(first.path("uid"));

        var seat = "\"seatUid\":\"" + second.path("seatUid").asText() + "\"";
        var moved = act(second, "reschedule", "{\"start\":\"2027-03-03T10:00:00Z\"," + seat + "}");
        assertThat(moved.statusCode()).as(moved.body()).isEqualTo(201);
        assertThat(Salon.data(moved).path("uid")).isNotEqualTo(first.path("uid"));
        assertThat(Salon.data(salon.get("/v2/bookings/" + first.path("uid").asText()))
                        .path("attendees"))
                .hasSize(1);
        assertThat(act(first, "cancel", "{\"cancellationReason\":\"x\"," + seat + "}")
                        .body())
                .as("in a class of its own the attendee has a new seat")
                .contains("this seat does not exist or has already been cancelled");
    }

    @Test
    @DisplayName("that must be confirmed blocks its time only if it says so, and is decided by its host")
    void confirmation() throws Exception {
        var type = type("{\"confirmationPolicy\":{\"type\":\"always\",\"blockUnconfirmedBookingsInBooker\":false}}");
        var one = booked(type, "2027-03-02T10:00:00Z");
        var body = Salon.booking(type, "2027-03-02T10:00:00Z");
        ((ObjectNode) body.path("attendee")).put("email", "bob@example.com");
        var two = Salon.data(salon.send("POST", "/v2/bookings", body));
        assertThat(one.path("status").asText()).isEqualTo("pending");
        assertThat(two.path("uid")).isNotEqualTo(one.path("uid"));

        assertThat(Salon.data(act(one, "confirm", "{}")).path("status").asText())
                .isEqualTo("accepted");
        assertThat(Salon.data(act(two, "confirm", "{}")).path("status").asText())
                .as("nothing looks whether the time is still free")
                .isEqualTo("accepted");
        assertThat(act(one, "decline", "{\"reason\":\"x\"}").statusCode()).isEqualTo(400);
    }

    @Test
    @DisplayName(
            "that does not recur answers 400 to the cancelling of later occurrences, and is cancelled all the same")
    void subsequentOfSingle() throws Exception {
        var one = booked(101, "2027-03-02T10:00:00Z");
        var answer = act(one, "cancel", "{\"cancellationReason\":\"x\",\"cancelSubsequentBookings\":true}");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("is not part of a recurring booking");
        assertThat(salon.sandbox.bookings().get(0).status.inAnswers()).isEqualTo("cancelled");
    }
}
