package dev.interlude.sandbox.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;

/** Something that can be booked; kept as its JSON, read through typed questions. */
public record EventType(ObjectNode json) {

    public long id() {
        return json.path("id").asLong();
    }

    public int ownerId() {
        return json.path("ownerId").asInt();
    }

    public String slug() {
        return json.path("slug").asText();
    }

    public String title() {
        return json.path("title").asText();
    }

    public int length() {
        return json.path("lengthInMinutes").asInt();
    }

    /** The lengths a booker may choose from; empty when there is only one. */
    public List<Integer> lengthOptions() {
        return StreamSupport.stream(json.path("lengthInMinutesOptions").spliterator(), false)
                .map(JsonNode::asInt)
                .toList();
    }

    /** Minutes between the starts of two slots of that length. */
    public int slotInterval(int duration) {
        var own = json.path("slotInterval").asInt(0);
        return own > 0 ? own : duration;
    }

    public Duration notice() {
        return minutes("minimumBookingNotice");
    }

    public Duration bufferBefore() {
        return minutes("beforeEventBuffer");
    }

    public Duration bufferAfter() {
        return minutes("afterEventBuffer");
    }

    private Duration minutes(String field) {
        return Duration.ofMinutes(json.path(field).asLong(0));
    }

    public int offsetStart() {
        return json.path("offsetStart").asInt(0);
    }

    /** Whether a booking with that much time to go must be confirmed by its host. */
    public boolean requiresConfirmation(Duration ahead) {
        var policy = json.path("confirmationPolicy");
        if (policy.path("type").asText().equals("time")) {
            var threshold = policy.path("noticeThreshold");
            var count = threshold.path("count").asLong();
            var limit = threshold.path("unit").asText().startsWith("hour")
                    ? Duration.ofHours(count)
                    : Duration.ofMinutes(count);
            return ahead.compareTo(limit) < 0;
        }
        return policy.path("type").asText().equals("always");
    }

    public boolean blocksWhilePending() {
        return json.path("confirmationPolicy")
                .path("blockUnconfirmedBookingsInBooker")
                .asBoolean(false);
    }

    /** Seats per slot; 0 when not seated. */
    public int seats() {
        var seats = json.path("seats");
        return seats.path("disabled").asBoolean(false)
                ? 0
                : seats.path("seatsPerTimeSlot").asInt(0);
    }

    /** Whether bookers may bring guests; those named for a seat or where guests are disabled are dropped in silence. */
    public boolean takesGuests() {
        return seats() == 0 && !is("disableGuests");
    }

    /** The description; null when there is none. */
    public String description() {
        var text = json.path("description").asText("");
        return text.isEmpty() ? null : text;
    }

    public boolean showsAttendees() {
        return json.path("seats").path("showAttendeeInfo").asBoolean(false);
    }

    public boolean showsAvailability() {
        return json.path("seats").path("showAvailabilityCount").asBoolean(true);
    }

    /** {@code recurrence}: interval, occurrences, frequency; missing when it does not recur. */
    public JsonNode recurrence() {
        var recurrence = json.path("recurrence");
        return recurrence.path("disabled").asBoolean(false) || recurrence.isNull()
                ? json.path("no-recurrence")
                : recurrence;
    }

    public String titleOfBooking(User host, String attendee) {
        return title() + " between " + host.name() + " and " + attendee;
    }

    public JsonNode setting(String name) {
        return json.path(name);
    }

    public boolean is(String flag) {
        return json.path(flag).asBoolean(false);
    }
}
