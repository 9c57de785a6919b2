package dev.interlude.sandbox.booking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.sandbox.http.Answer;
import dev.interlude.sandbox.http.Call;
import dev.interlude.sandbox.http.Caller;
import dev.interlude.sandbox.http.Problems;
import dev.interlude.sandbox.http.Refusal;
import dev.interlude.sandbox.model.Booking;
import dev.interlude.sandbox.model.BookingStatus;
import dev.interlude.sandbox.model.Json;
import dev.interlude.sandbox.model.SandboxClock;
import dev.interlude.sandbox.model.Store;
import dev.interlude.sandbox.webhook.Deliveries;
import dev.interlude.sandbox.webhook.Payload;
import dev.interlude.sandbox.webhook.Trigger;
import java.util.List;
import java.util.Set;

/** {@code POST /v2/bookings/{uid}/cancel}: webhooks are sent first, the row changes afterwards. */
public final class CancelBooking {
    private static final Set<String> FIELDS = Set.of("cancellationReason", "cancelSubsequentBookings", "seatUid");

    private final Store store;
    private final SandboxClock clock;
    private final Deliveries deliveries;
    private final Seats seats;

    public CancelBooking(Store store, SandboxClock clock, Deliveries deliveries) {
        this.store = store;
        this.clock = clock;
        this.deliveries = deliveries;
        this.seats = new Seats(store);
    }

    public Answer answer(Call call, Caller caller) {
        var body = checked(call);
        var uid = call.uid();
        if (body.has("seatUid")) {
            checkSeat(uid, body.path("seatUid").asText());
        }
        var series = FindBooking.series(store, uid).stream()
                .filter(b -> b.status.isOpen() && b.end.isAfter(clock.now()))
                .toList();
        var subsequent = body.path("cancelSubsequentBookings").asBoolean(false);
        if (!series.isEmpty() && subsequent) {
            throw Refusal.badRequest(
                    "Cannot cancel subsequent bookings for recurring event - you have to provide uid of"
                            + " one of the individual bookings of a recurring booking.");
        }
        var booking = series.isEmpty()
                ? store.booking(uid).orElseThrow(() -> Refusal.notFound("Booking with uid=" + uid + " not found"))
                : series.get(0);
        if (booking.status == BookingStatus.CANCELLED) {
            throw Refusal.badRequest("Can't cancel booking with uid=" + booking.uid
                    + " because it has been cancelled already. Please provide uid of a booking that is not cancelled.");
        }
        var reason = body.path("cancellationReason").asText(body.has("seatUid") ? "" : null);
        check(booking, body, reason, caller);
        if (body.has("seatUid") && booking.attendees.size() > 1) {
            var left = giveUpSeat(booking, body.path("seatUid").asText(), reason);
            var shown = caller.mayHandle(store, left.host.id())
                    || FindBooking.typeOf(store, left).showsAttendees();
            return Answer.success(200, BookingView.of(left, shown));
        }
        if (!series.isEmpty()) {
            return Answer.success(200, cancel(series, reason));
        }
        if (subsequent) {
            return Answer.success(200, cancel(following(booking, reason), reason));
        }
        tell(booking, reason);
        return Answer.success(200, BookingView.of(cancelRow(booking, reason)));
    }

    private static ObjectNode checked(Call call) {
        var body = call.json().isObject() ? (ObjectNode) call.json() : Json.object();
        var problems = new Problems(body);
        body.fieldNames().forEachRemaining(name -> {
            if (!FIELDS.contains(name)) {
                problems.unknown(name);
            }
        });
        for (var name : List.of("cancellationReason", "seatUid")) {
            if (body.has(name)
                    && !body.path(name).isTextual()
                    && !body.path(name).isNull()) {
                problems.add(name, "isString", name + " must be a string");
            }
        }
        if (body.has("cancelSubsequentBookings")
                && !body.path("cancelSubsequentBookings").isBoolean()) {
            problems.add("cancelSubsequentBookings", "isBoolean", "cancelSubsequentBookings must be a boolean value");
        }
        if (!problems.none()) {
            throw Refusal.wrong(problems);
        }
        return body;
    }

    private void check(Booking booking, JsonNode body, String reason, Caller caller) {
        var host = caller.mayHandle(store, booking.host.id());
        if (FindBooking.typeOf(store, booking).is("disableCancelling")) {
            throw Refusal.bare(400, "This event type does not allow cancellations");
        }
        if (host && (reason == null || reason.isBlank())) {
            throw Refusal.bare(400, "Cancellation reason is required when you are the host");
        }
        if (booking.end.isBefore(clock.now())) {
            throw Refusal.bare(400, "Cannot cancel a booking that has already ended");
        }
        if (booking.seated && !host && !body.has("seatUid")) {
            throw Refusal.bare(401, "User not a host of this event or an admin of the booking user");
        }
    }

    private void checkSeat(String uid, String seatUid) {
        if (seats.anywhere(seatUid).isEmpty()) {
            throw Refusal.badRequest("Invalid seatUid: this seat does not exist or has already been cancelled.");
        }
        var here = store.booking(uid).map(b -> b.attendees).orElse(List.of());
        if (here.stream().noneMatch(a -> seatUid.equals(a.seatUid()))) {
            throw Refusal.badRequest("Invalid seatUid: this seat does not belong to this booking.");
        }
    }

    private Booking giveUpSeat(Booking booking, String seatUid, String reason) {
        var seat = booking.attendees.stream()
                .filter(a -> seatUid.equals(a.seatUid()))
                .findFirst()
                .orElseThrow();
        var type = FindBooking.typeOf(store, booking);
        // Unlike a booking's, a seat's row is gone when webhooks are sent.
        var left = seats.leave(booking, seat);
        deliveries.tell(Trigger.BOOKING_CANCELLED, booking, Payload.seatCancelled(booking, type, seat, reason));
        return left;
    }

    /** This occurrence and the later ones; a booking outside a series is refused, but only once it is cancelled. */
    private List<Booking> following(Booking booking, String reason) {
        if (booking.recurringUid == null) {
            tell(booking, reason);
            cancelRow(booking, reason);
            throw Refusal.badRequest("Booking with bookingUid=" + booking.uid + " is not part of a recurring booking.");
        }
        return FindBooking.series(store, booking.recurringUid).stream()
                .filter(b -> !b.start.isBefore(booking.start) && b.status.isOpen())
                .toList();
    }

    private JsonNode cancel(List<Booking> several, String reason) {
        // However many are cancelled, there is one delivery.
        tell(several.get(0), reason);
        return BookingView.all(several.stream().map(b -> cancelRow(b, reason)).toList());
    }

    private void tell(Booking booking, String reason) {
        var type = FindBooking.typeOf(store, booking);
        deliveries.tell(
                Trigger.BOOKING_CANCELLED, booking, Payload.cancelled(booking, type, booking.attendees, reason));
    }

    private Booking cancelRow(Booking booking, String reason) {
        return store.change(booking.uid, row -> {
            row.status = BookingStatus.CANCELLED;
            row.cancellationReason = reason;
            row.sequence++;
            if (row.seated) {
                row.attendees = List.of();
            }
        });
    }
}
