package dev.interlude.sandbox.booking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.sandbox.http.Caller;
import dev.interlude.sandbox.http.Refusal;
import dev.interlude.sandbox.model.Attendee;
import dev.interlude.sandbox.model.Booking;
import dev.interlude.sandbox.model.BookingStatus;
import dev.interlude.sandbox.model.EventType;
import dev.interlude.sandbox.model.Json;
import dev.interlude.sandbox.model.Store;
import dev.interlude.sandbox.webhook.Deliveries;
import dev.interlude.sandbox.webhook.Payload;
import dev.interlude.sandbox.webhook.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Moves one seat to another class, or, for an administrator of its host, a whole class to another time. */
final class RescheduleSeats {
    private final Store store;
    private final Seats seats;
    private final Deliveries deliveries;

    RescheduleSeats(Store store, Deliveries deliveries) {
        this.store = store;
        this.seats = new Seats(store);
        this.deliveries = deliveries;
    }

    /** Whether there is no class at that time yet. */
    boolean none(EventType type, Instant start) {
        return seats.at(type, start).isEmpty();
    }

    /** What Cal.com asks first of a booking with seats: which seat, and whether it is one of this class. */
    void check(Booking old, JsonNode body, Caller caller) {
        if (!old.attendees.isEmpty() && !body.has("seatUid") && !caller.known()) {
            throw Refusal.internal();
        }
        if (old.attendees.isEmpty() || !body.has("seatUid") && !administers(caller, old)) {
            throw Refusal.badRequest(withoutSeat(old.uid));
        }
        if (body.has("seatUid")) {
            checkSeat(old, body.path("seatUid").asText());
        }
    }

    private boolean administers(Caller caller, Booking old) {
        return caller.user().id() != old.host.id() && caller.mayHandle(store, old.host.id());
    }

    private void checkSeat(Booking old, String seatUid) {
        var who = seats.anywhere(seatUid)
                .orElseThrow(() -> Refusal.notFound("Seat with uid=" + seatUid + " does not exist."));
        if (old.attendees.stream().noneMatch(a -> a.email().equals(who.email()))) {
            throw Refusal.notFound("Attendee with e-mail " + who.email() + " for booking with uid=" + old.uid
                    + " and seatUid=" + seatUid + " not found");
        }
    }

    private static String withoutSeat(String uid) {
        return "Booking with uid=" + uid + " is a seated booking which means you have to provide seatUid in the request"
                + " body to specify which seat specifically you want to reschedule. First, fetch the booking using"
                + " https://cal.com/docs/api-reference/v2/bookings/get-a-booking and then within the attendees array you"
                + " will find the seatUid of the booking you want to reschedule. Second, provide the seatUid in the"
                + " request body to specify which seat specifically you want to reschedule using the reschedule endpoint"
                + " https://cal.com/docs/api-reference/v2/bookings/reschedule-a-booking#option-2";
    }

    /**
     * Moves what the body names.
     *
     * @param fresh an empty class at the new time
     */
    ObjectNode move(Booking old, EventType type, Instant start, JsonNode body, Caller caller, Booking fresh) {
        if (body.has("seatUid")) {
            return one(old, type, start, body.path("seatUid").asText(), caller, fresh);
        }
        var moved = store.change(old.uid, row -> {
            row.start = start;
            row.end = start.plus(Duration.ofMinutes(type.length()));
            row.sequence++;
        });
        deliveries.tell(Trigger.BOOKING_RESCHEDULED, moved, Payload.moved(moved, old, type));
        return BookingView.of(moved).put("seatUid", "");
    }

    private ObjectNode one(Booking old, EventType type, Instant start, String seatUid, Caller caller, Booking fresh) {
        var who = seats.anywhere(seatUid).orElseThrow();
        // Where there is no class yet the attendee gets a new seat in a new one, which does not know where it came
        // from.
        var anew = who.inSeat(UUID.randomUUID().toString());
        var joined = seats.take(type, start, who, () -> of(fresh, type, anew));
        var made = joined.uid.equals(fresh.uid);
        seats.moveOut(old, who);
        tell(old, type, joined, made, made ? anew : who);
        var shown = type.showsAttendees() || caller.mayHandle(store, old.host.id());
        return BookingView.of(joined, shown).put("seatUid", made ? anew.seatUid() : seatUid);
    }

    private static Booking of(Booking fresh, EventType type, Attendee who) {
        fresh.seated = true;
        fresh.icsUid = Json.newUid() + "@Cal.com";
        fresh.sequence = 0;
        fresh.fromUid = null;
        fresh.title = type.titleOfBooking(fresh.host, who.name());
        fresh.metadata = who.metadata().deepCopy();
        fresh.attendees = List.of(who);
        return fresh;
    }

    private void tell(Booking old, EventType type, Booking joined, boolean made, Attendee who) {
        var payload = made
                ? Payload.made(joined, type, List.of(who), who.metadata())
                : Payload.seatMoved(joined, old, type, who);
        payload.put("rescheduleUid", old.uid).put("iCalSequence", old.sequence + 1);
        if (joined.rescheduledBy != null) {
            payload.put("rescheduledBy", joined.rescheduledBy);
        }
        var pending = joined.status == BookingStatus.PENDING;
        deliveries.tell(pending ? Trigger.BOOKING_REQUESTED : Trigger.BOOKING_RESCHEDULED, joined, payload);
    }
}
