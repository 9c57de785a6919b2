package dev.interlude.sandbox.booking;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.sandbox.http.Answer;
import dev.interlude.sandbox.http.Call;
import dev.interlude.sandbox.http.Caller;
import dev.interlude.sandbox.http.Refusal;
import dev.interlude.sandbox.model.Attendee;
import dev.interlude.sandbox.model.Booking;
import dev.interlude.sandbox.model.BookingStatus;
import dev.interlude.sandbox.model.EventType;
import dev.interlude.sandbox.model.Json;
import dev.interlude.sandbox.model.SandboxClock;
import dev.interlude.sandbox.model.Store;
import dev.interlude.sandbox.webhook.Deliveries;
import dev.interlude.sandbox.webhook.Payload;
import dev.interlude.sandbox.webhook.Trigger;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** {@code POST /v2/bookings}: looks whether the time is free, and takes it a moment later; the two are not one step. */
public final class CreateBooking {
    private final Store store;
    private final SandboxClock clock;
    private final BookingRules rules;
    private final RaceWindow race;
    private final Deliveries deliveries;
    private final NewBooking rows;
    private final Seats seats;

    public CreateBooking(Store store, SandboxClock clock, BookingRules rules, RaceWindow race, Deliveries deliveries) {
        this.store = store;
        this.clock = clock;
        this.rules = rules;
        this.race = race;
        this.deliveries = deliveries;
        this.rows = new NewBooking(store, clock);
        this.seats = new Seats(store);
    }

    public Answer answer(Call call, Caller caller) {
        var body = CreateBody.of(call.json());
        var type = eventType(body, caller);
        var minutes = minutes(type, body);
        EngineChecks.check(type, body);
        if (!type.recurrence().isMissingNode()) {
            return Answer.success(201, series(type, body, minutes));
        }
        if (body.json().has("recurrenceCount")) {
            throw Refusal.badRequest("Event type with id=" + type.id()
                    + " is not a recurring event type. Please, remove the 'recurrenceCount' field from the request.");
        }
        var known = PendingRequest.of(store, type, body.start(), clock.now(), NewBooking.email(body));
        if (known.isPresent()) {
            return Answer.success(201, again(known.get()));
        }
        return Answer.success(201, type.seats() > 0 ? seat(type, body, minutes, caller) : single(type, body, minutes));
    }

    private EventType eventType(CreateBody body, Caller caller) {
        var type = find(body);
        if (type.is("bookingRequiresAuthentication") && !caller.mayHandle(store, type.ownerId())) {
            if (!caller.known()) {
                throw Refusal.unauthorized(
                        "checkBookingRequiresAuthentication - request must be authenticated by passing credentials"
                                + " belonging to event type owner, host or team or org admin or owner.");
            }
            throw Refusal.forbidden(
                    "checkBookingRequiresAuthentication - user is not authorized to access this event"
                            + " type. User has to be either event type owner, host, team admin or owner or org admin or owner.");
        }
        return type;
    }

    private EventType find(CreateBody body) {
        var json = body.json();
        if (json.has("eventTypeId")) {
            var id = json.path("eventTypeId").asLong();
            return store.eventType(id).orElseThrow(() -> Refusal.notFound("Event type with id " + id + " not found."));
        }
        var slug = json.path("eventTypeSlug").asText();
        var owner = json.path("username").asText(json.path("teamSlug").asText());
        return store.userNamed(owner)
                .flatMap(user -> store.eventTypeBySlug(user.id(), slug))
                .orElseThrow(() -> Refusal.notFound(
                        "Event type with slug " + slug + " belonging to user " + owner + " not found."));
    }

    private static int minutes(EventType type, CreateBody body) {
        if (body.length() == null) {
            return type.length();
        }
        if (type.lengthOptions().isEmpty()) {
            throw Refusal.badRequest(
                    "Can't specify 'lengthInMinutes' because event type does not have multiple possible"
                            + " lengths. Please, remove the 'lengthInMinutes' field from the request.");
        }
        if (!type.lengthOptions().contains(body.length())) {
            var all = String.join(
                    ", ", type.lengthOptions().stream().map(String::valueOf).toList());
            throw Refusal.badRequest("Provided 'lengthInMinutes' is not one of the possible lengths for the event type."
                    + " The possible lengths are: " + all);
        }
        return body.length();
    }

    private ObjectNode single(EventType type, CreateBody body, int minutes) {
        rules.checkStart(type, body.start());
        rules.checkBooker(type, body.attendee().path("email").asText());
        rules.checkLimits(type, body.start(), minutes, null);
        rules.checkFree(type, body.start(), minutes, null);
        race.pass(type.ownerId());
        return BookingView.of(make(type, body, body.start(), minutes, null));
    }

    /** The answer to a repeated request that is still unconfirmed; no webhook is sent. */
    private static ObjectNode again(Booking known) {
        var view = BookingView.of(known);
        return known.seated ? view.put("seatUid", "") : view;
    }

    private ArrayNode series(EventType type, CreateBody body, int minutes) {
        var occurrences = Recurrence.starts(type, body);
        rules.checkStart(type, body.start());
        // Only the first occurrence is looked at; the others may fall on busy time.
        rules.checkFree(type, body.start(), minutes, null);
        race.pass(type.ownerId());
        var series = UUID.randomUUID().toString();
        var all = Json.array();
        for (var start : occurrences) {
            all.add(BookingView.of(make(type, body, start, minutes, series)));
        }
        return all;
    }

    private Booking make(EventType type, CreateBody body, Instant start, int minutes, String series) {
        var row = rows.of(type, body, start, minutes);
        row.recurringUid = series;
        try {
            store.insert(row);
        } catch (Store.UniqueViolation e) {
            throw Refusal.bookingConflict();
        }
        tell(row, type, row.attendees.get(0), row.metadata);
        // The real server updates the row from its calendars after all webhooks were sent.
        return store.change(row.uid, b -> {});
    }

    private ObjectNode seat(EventType type, CreateBody body, int minutes, Caller caller) {
        rules.checkStart(type, body.start());
        // Availability is asked only for the first seat: an existing class can be joined whatever its host has done
        // since.
        if (seats.at(type, body.start()).isEmpty()) {
            rules.checkFree(type, body.start(), minutes, null);
        }
        race.pass(type.ownerId());
        var who = rows.attendee(type, body, UUID.randomUUID().toString());
        var booking = seats.take(type, body.start(), who, () -> rows.withSeats(type, body, minutes, who));
        tell(booking, type, who, booking.metadata.deepCopy().setAll(who.metadata()));
        var shown = type.showsAttendees() || caller.mayHandle(store, type.ownerId());
        return BookingView.of(booking, shown).put("seatUid", who.seatUid());
    }

    private void tell(Booking booking, EventType type, Attendee who, ObjectNode metadata) {
        var trigger = booking.status == BookingStatus.PENDING ? Trigger.BOOKING_REQUESTED : Trigger.BOOKING_CREATED;
        var people = booking.seated ? List.of(who) : booking.attendees;
        deliveries.tell(trigger, booking, Payload.made(booking, type, people, metadata));
    }
}
