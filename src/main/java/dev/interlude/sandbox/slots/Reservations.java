package dev.interlude.sandbox.slots;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.sandbox.http.Answer;
import dev.interlude.sandbox.http.Call;
import dev.interlude.sandbox.http.Caller;
import dev.interlude.sandbox.http.Problems;
import dev.interlude.sandbox.http.Refusal;
import dev.interlude.sandbox.model.EventType;
import dev.interlude.sandbox.model.Iso;
import dev.interlude.sandbox.model.Json;
import dev.interlude.sandbox.model.Range;
import dev.interlude.sandbox.model.Reservation;
import dev.interlude.sandbox.model.SandboxClock;
import dev.interlude.sandbox.model.Store;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** {@code /v2/slots/reservations}: hiding a slot for some minutes, without effect on bookings. */
public final class Reservations {
    private static final int DEFAULT_MINUTES = 5;

    private final Store store;
    private final SandboxClock clock;

    public Reservations(Store store, SandboxClock clock) {
        this.store = store;
        this.clock = clock;
    }

    public Answer create(Call call, Caller caller) {
        return Answer.success(201, reserve(call, caller, UUID.randomUUID().toString()));
    }

    public Answer get(Call call, Caller caller) {
        var found = store.reservations().get(call.uid());
        return Answer.success(
                200, found == null ? NullNode.instance : view(found).without("reservationDuration"));
    }

    public Answer patch(Call call, Caller caller) {
        check(call.json());
        if (!store.reservations().containsKey(call.uid())) {
            throw Refusal.notFound("Slot with uid=" + call.uid() + " not found");
        }
        return Answer.success(200, reserve(call, caller, call.uid()));
    }

    public Answer delete(Call call, Caller caller) {
        store.reservations().remove(call.uid());
        return Answer.json(200, Json.object().put("status", "success"));
    }

    private ObjectNode reserve(Call call, Caller caller, String uid) {
        var body = call.json();
        check(body);
        var own = body.has("reservationDuration");
        if (own && !caller.known() && call.method().equals("POST")) {
            throw Refusal.unauthorized("reservationDuration can only be used for authenticated requests - use access"
                    + " token, api key or OAuth credentials");
        }
        var id = body.path("eventTypeId").asLong();
        var type = store.eventType(id).orElseThrow(() -> Refusal.notFound("Event Type with ID=" + id + " not found"));
        if (own && caller.known() && !caller.mayHandle(store, type.ownerId())) {
            throw Refusal.forbidden("authenticated user is not owner of event type, does not have memberships in common"
                    + " with owner of the event type, nor does belong to event type's team or org.");
        }
        var start = Iso.instant(body.path("slotStart").asText()).orElseThrow();
        var slot = new Range(start, start.plus(Duration.ofMinutes(minutes(type, body))));
        checkFree(type, slot, body.path("slotStart").asText());
        var minutes = body.path("reservationDuration").asInt(DEFAULT_MINUTES);
        var until = clock.now().plus(Duration.ofMinutes(minutes));
        var reservation = new Reservation(
                uid, type.ownerId(), type.id(), slot.start(), slot.end(), until, type.seats() > 0, minutes);
        store.reservations().put(uid, reservation);
        return view(reservation);
    }

    private static void check(JsonNode body) {
        var problems = new Problems(body.isObject() ? body : Json.object());
        if (!body.path("eventTypeId").isIntegralNumber()) {
            problems.add("eventTypeId", "isInt", "eventTypeId must be an integer number");
        }
        if (!body.path("slotStart").isTextual()
                || Iso.instant(body.path("slotStart").asText()).isEmpty()) {
            problems.add("slotStart", "isDateString", "slotStart must be a valid ISO 8601 date string");
        }
        for (var name : List.of("slotDuration", "reservationDuration")) {
            if (body.has(name) && !body.path(name).isIntegralNumber()) {
                problems.add(name, "isInt", name + " must be an integer number");
            }
        }
        if (!problems.none()) {
            throw Refusal.invalid(problems);
        }
    }

    private static int minutes(EventType type, JsonNode body) {
        if (!body.has("slotDuration")) {
            return type.length();
        }
        var wanted = body.path("slotDuration").asInt();
        if (type.lengthOptions().isEmpty()) {
            throw Refusal.badRequest(
                    "You passed 'slotDuration' but this event type is not a variable length event type.");
        }
        if (!type.lengthOptions().contains(wanted)) {
            var all = String.join(
                    ", ", type.lengthOptions().stream().map(String::valueOf).toList());
            throw Refusal.badRequest(
                    "Provided 'slotDuration' is not one of the possible lengths for the event type. The"
                            + " possible lengths for this variable length event type are: " + all);
        }
        return wanted;
    }

    /** Bookings and reservations of the same event type only are in the way. */
    private void checkFree(EventType type, Range slot, String asked) {
        var booked = store.ofHost(type.ownerId(), slot.start(), slot.end()).stream()
                .filter(b -> b.eventTypeId == type.id() && b.status.isOpen())
                .filter(b -> new Range(b.start, b.end).overlaps(slot))
                .findFirst();
        if (booked.isPresent() && type.seats() == 0) {
            throw Refusal.unprocessable("Can't reserve a slot if the event is already booked.");
        }
        if (booked.isPresent() && booked.get().attendees.size() >= type.seats()) {
            throw Refusal.unprocessable("Booking with id=" + type.id() + " at " + asked + " has no more seats left.");
        }
        var reserved = store.reservations().values().stream()
                .anyMatch(r -> r.eventTypeId() == type.id() && new Range(r.start(), r.end()).overlaps(slot));
        if (reserved) {
            throw Refusal.unprocessable(
                    "This time slot is already reserved by another user. Please choose a different time.");
        }
    }

    private static ObjectNode view(Reservation r) {
        return Json.object()
                .put("eventTypeId", r.eventTypeId())
                .put("slotStart", Json.instant(r.start()))
                .put("slotEnd", Json.instant(r.end()))
                .put("slotDuration", r.slotMinutes())
                .put("reservationUid", r.uid())
                .put("reservationDuration", r.minutes())
                .put("reservationUntil", Json.instant(r.until()));
    }
}
