package dev.interlude.sandbox.booking;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.sandbox.http.Answer;
import dev.interlude.sandbox.http.Call;
import dev.interlude.sandbox.http.Caller;
import dev.interlude.sandbox.http.Problems;
import dev.interlude.sandbox.http.Refusal;
import dev.interlude.sandbox.model.Booking;
import dev.interlude.sandbox.model.BookingStatus;
import dev.interlude.sandbox.model.EventType;
import dev.interlude.sandbox.model.Iso;
import dev.interlude.sandbox.model.Json;
import dev.interlude.sandbox.model.SandboxClock;
import dev.interlude.sandbox.model.Store;
import dev.interlude.sandbox.webhook.Deliveries;
import dev.interlude.sandbox.webhook.Payload;
import dev.interlude.sandbox.webhook.Trigger;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** {@code POST /v2/bookings/{uid}/reschedule}: a new booking takes the place of the old one, in one transaction. */
public final class RescheduleBooking {
    private static final Set<String> FIELDS =
            Set.of("start", "reschedulingReason", "rescheduledBy", "emailVerificationCode", "seatUid");

    private final Store store;
    private final SandboxClock clock;
    private final BookingRules rules;
    private final RaceWindow race;
    private final Deliveries deliveries;
    private final RescheduleSeats seats;

    public RescheduleBooking(
            Store store, SandboxClock clock, BookingRules rules, RaceWindow race, Deliveries deliveries) {
        this.store = store;
        this.clock = clock;
        this.rules = rules;
        this.race = race;
        this.deliveries = deliveries;
        this.seats = new RescheduleSeats(store, deliveries);
    }

    public Answer answer(Call call, Caller caller) {
        var body = checked(call);
        var old = FindBooking.byUid(store, call.uid());
        checkOld(old);
        var type = FindBooking.typeOf(store, old);
        if (type.is("disableRescheduling")) {
            throw Refusal.bare(400, "This event type does not allow rescheduling");
        }
        var start = Iso.instant(body.path("start").asText()).orElseThrow();
        rules.checkStart(type, start);
        rules.checkLimits(type, start, type.length(), old.uid);
        rules.checkFree(type, start, type.length(), old.uid);
        race.pass(type.ownerId());
        var row = moved(old, type, start, body, caller);
        if (old.seated) {
            return Answer.success(201, seats.move(old, type, start, body, caller, row));
        }
        try {
            store.replace(old.uid, row);
        } catch (Store.UniqueViolation e) {
            throw Refusal.bookingConflict();
        }
        var trigger = row.status == BookingStatus.PENDING ? Trigger.BOOKING_REQUESTED : Trigger.BOOKING_RESCHEDULED;
        deliveries.tell(trigger, row, Payload.moved(row, old, type));
        return Answer.success(201, BookingView.of(store.change(row.uid, b -> {})));
    }

    private static ObjectNode checked(Call call) {
        var body = call.json().isObject() ? (ObjectNode) call.json() : Json.object();
        var problems = new Problems(body);
        body.fieldNames().forEachRemaining(name -> {
            if (!FIELDS.contains(name)) {
                problems.unknown(name);
            }
        });
        if (!body.path("start").isTextual()
                || Iso.instant(body.path("start").asText()).isEmpty()) {
            problems.add("start", "isDateString", "start must be a valid ISO 8601 date string");
        }
        for (var name : List.of("reschedulingReason", "rescheduledBy")) {
            if (body.has(name) && !body.path(name).isTextual()) {
                problems.add(name, "isString", name + " must be a string");
            }
        }
        if (!problems.none()) {
            throw Refusal.wrong(problems);
        }
        return body;
    }

    private static void checkOld(Booking old) {
        var uid = old.uid;
        if (old.toUid != null) {
            throw Refusal.badRequest("Can't reschedule booking with uid=" + uid
                    + " because it has been cancelled and rescheduled already to booking with uid=" + old.toUid
                    + ". You probably want to reschedule " + old.toUid
                    + " instead by passing it within the request URL.");
        }
        if (old.status == BookingStatus.CANCELLED) {
            throw Refusal.badRequest("Can't reschedule booking with uid=" + uid
                    + " because it has been cancelled. Please provide uid of a booking that is not cancelled.");
        }
        if (old.status == BookingStatus.REJECTED) {
            throw Refusal.bare(404, "Could not find original booking");
        }
    }

    private Booking moved(Booking old, EventType type, Instant start, ObjectNode body, Caller caller) {
        var row = new NewBooking(store, clock).base(type, start, type.length());
        var by = body.path("rescheduledBy").asText(null);
        // Who owns the calendar need not ask themselves for confirmation.
        if (caller.mayHandle(store, old.host.id()) || old.host.email().equalsIgnoreCase(by)) {
            row.status = BookingStatus.ACCEPTED;
        }
        row.icsUid = old.icsUid;
        row.fromUid = old.uid;
        row.sequence = old.sequence + 1;
        row.rescheduledBy = by;
        row.reschedulingReason = body.path("reschedulingReason").asText(null);
        row.title = old.title;
        row.description = old.description;
        row.location = old.location;
        row.seated = old.seated;
        row.recurringUid = old.recurringUid;
        row.attendees = old.attendees;
        row.metadata = old.metadata.deepCopy();
        row.responses = old.responses.deepCopy();
        row.responses.remove("rescheduledReason");
        if (row.reschedulingReason != null) {
            row.responses.put("rescheduledReason", row.reschedulingReason);
        }
        return row;
    }
}
