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
import dev.interlude.sandbox.model.User;
import dev.interlude.sandbox.webhook.Deliveries;
import dev.interlude.sandbox.webhook.Payload;
import dev.interlude.sandbox.webhook.Trigger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
        var type = FindBooking.typeOf(store, old);
        if (type.seats() > 0) {
            seats.check(old, body, caller);
        }
        checkOld(old);
        if (type.is("disableRescheduling")) {
            throw Refusal.bare(400, "This event type does not allow rescheduling");
        }
        var start = Iso.instant(body.path("start").asText()).orElseThrow();
        var byOwner = byOwner(old, body, caller);
        if (!byOwner && !old.seated) {
            var email = old.attendees.get(0).email();
            var known = PendingRequest.of(store, type, start, clock.now(), email);
            if (known.isPresent()) {
                return Answer.success(201, BookingView.of(known.get()));
            }
        }
        check(type, start, old);
        var row = moved(old, type, start, body, byOwner);
        if (old.seated) {
            return Answer.success(201, seats.move(old, type, start, body, caller, row));
        }
        return Answer.success(201, BookingView.of(replaced(old, row, type)));
    }

    /** The same of a booking that was cancelled, by the customer. */
    Booking rebook(Booking old, Instant start) {
        var type = FindBooking.typeOf(store, old);
        check(type, start, old);
        return replaced(old, moved(old, type, start, Json.object(), false), type);
    }

    private void check(EventType type, Instant start, Booking old) {
        rules.checkStart(type, start);
        rules.checkLimits(type, start, type.length(), old.uid);
        if (!old.seated || seats.none(type, start)) {
            rules.checkFree(type, start, type.length(), old.uid);
        }
        race.pass(type.ownerId());
    }

    private Booking replaced(Booking old, Booking row, EventType type) {
        try {
            store.replace(old.uid, row);
        } catch (Store.UniqueViolation e) {
            throw Refusal.bookingConflict();
        }
        var trigger = row.status == BookingStatus.PENDING ? Trigger.BOOKING_REQUESTED : Trigger.BOOKING_RESCHEDULED;
        deliveries.tell(trigger, row, Payload.moved(row, old, type));
        return store.change(row.uid, b -> {});
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

    /**
     * Whether the host moves it, which needs no confirmation. A user named in {@code rescheduledBy} counts more than
     * the key; an administrator of the host is not the host.
     */
    private boolean byOwner(Booking old, ObjectNode body, Caller caller) {
        var by = body.path("rescheduledBy").asText("");
        var booker = !old.attendees.isEmpty() && old.attendees.get(0).email().equals(by);
        var named = booker ? Optional.<User>empty() : store.userWithEmail(by);
        return named.map(User::id).orElse(caller.known() ? caller.user().id() : -1) == old.host.id();
    }

    private Booking moved(Booking old, EventType type, Instant start, ObjectNode body, boolean byOwner) {
        var row = new NewBooking(store, clock).base(type, start, type.length());
        if (byOwner) {
            row.status = BookingStatus.ACCEPTED;
        }
        row.icsUid = old.icsUid;
        row.fromUid = old.uid;
        row.sequence = old.sequence + 1;
        row.rescheduledBy = body.path("rescheduledBy").asText(null);
        row.reschedulingReason = body.path("reschedulingReason").asText(null);
        row.title = old.title;
        row.description = old.description;
        row.location = old.location;
        row.seated = old.seated;
        row.recurringUid = old.recurringUid;
        row.attendees = old.attendees.stream().map(a -> a.absent(false)).toList();
        row.metadata = old.metadata.deepCopy();
        row.responses = old.responses.deepCopy();
        row.responses.remove("rescheduledReason");
        if (row.reschedulingReason != null) {
            row.responses.put("rescheduledReason", row.reschedulingReason);
        }
        return row;
    }
}
