package dev.interlude.sandbox.booking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.sandbox.http.Caller;
import dev.interlude.sandbox.http.Refusal;
import dev.interlude.sandbox.model.Booking;
import dev.interlude.sandbox.model.EventType;
import dev.interlude.sandbox.model.Json;
import dev.interlude.sandbox.model.Store;
import dev.interlude.sandbox.webhook.Deliveries;
import dev.interlude.sandbox.webhook.Payload;
import dev.interlude.sandbox.webhook.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Moves one seat to another class, or, for its host, a whole class to another time; the class keeps its uid then. */
final class RescheduleSeats {
    private final Store store;
    private final Seats seats;
    private final Deliveries deliveries;

    RescheduleSeats(Store store, Deliveries deliveries) {
        this.store = store;
        this.seats = new Seats(store);
        this.deliveries = deliveries;
    }

    /**
     * Moves what the body names.
     *
     * @param fresh an empty class at the new time
     */
    ObjectNode move(Booking old, EventType type, Instant start, JsonNode body, Caller caller, Booking fresh) {
        if (body.has("seatUid")) {
            return one(old, type, start, body.path("seatUid").asText(), fresh);
        }
        if (!caller.known()) {
            throw Refusal.internal();
        }
        var moved = store.change(old.uid, row -> {
            row.start = start;
            row.end = start.plus(Duration.ofMinutes(type.length()));
            row.sequence++;
        });
        deliveries.tell(Trigger.BOOKING_RESCHEDULED, moved, Payload.moved(moved, old, type));
        return BookingView.of(moved).put("seatUid", "");
    }

    private ObjectNode one(Booking old, EventType type, Instant start, String seatUid, Booking fresh) {
        var who = seats.find(old, seatUid);
        var joined = seats.take(type, start, who, () -> {
            fresh.seated = true;
            fresh.icsUid = Json.newUid() + "@Cal.com";
            fresh.attendees = List.of(who);
            return fresh;
        });
        seats.leave(old, who);
        deliveries.tell(Trigger.BOOKING_RESCHEDULED, joined, Payload.moved(joined, old, type));
        return BookingView.of(joined, type.showsAttendees()).put("seatUid", seatUid);
    }
}
