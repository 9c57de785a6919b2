package dev.interlude.sandbox.booking;

import dev.interlude.sandbox.http.Answer;
import dev.interlude.sandbox.http.Call;
import dev.interlude.sandbox.http.Caller;
import dev.interlude.sandbox.http.Problems;
import dev.interlude.sandbox.http.Refusal;
import dev.interlude.sandbox.model.Booking;
import dev.interlude.sandbox.model.BookingStatus;
import dev.interlude.sandbox.model.Store;
import dev.interlude.sandbox.webhook.Deliveries;
import dev.interlude.sandbox.webhook.Payload;
import dev.interlude.sandbox.webhook.Trigger;

/**
 * {@code POST /v2/bookings/{uid}/confirm} and {@code /decline}. Only an accepted booking is refused: a cancelled one can be
 * confirmed, a declined one declined again, and confirming never looks whether the time is still free.
 */
public final class DecideBooking {
    private final Store store;
    private final Deliveries deliveries;

    public DecideBooking(Store store, Deliveries deliveries) {
        this.store = store;
        this.deliveries = deliveries;
    }

    public Answer confirm(Call call, Caller caller) {
        var booking = decidable(call, caller);
        var row = store.change(booking.uid, b -> b.status = BookingStatus.ACCEPTED);
        deliveries.tell(Trigger.BOOKING_CREATED, row, Payload.confirmed(row, FindBooking.typeOf(store, row)));
        return Answer.success(200, BookingView.of(row));
    }

    public Answer decline(Call call, Caller caller) {
        var booking = decidable(call, caller);
        var reason = reason(call);
        var row = store.change(booking.uid, b -> {
            b.status = BookingStatus.REJECTED;
            b.rejectionReason = reason;
        });
        deliveries.tell(Trigger.BOOKING_REJECTED, row, Payload.rejected(row, FindBooking.typeOf(store, row), reason));
        return Answer.success(200, BookingView.of(row));
    }

    private static String reason(Call call) {
        var sent = call.json().path("reason");
        if (!sent.isTextual() && !sent.isMissingNode() && !sent.isNull()) {
            var problems = new Problems(call.json());
            problems.add("reason", "isString", "reason must be a string");
            throw Refusal.invalid(problems);
        }
        return sent.asText(null);
    }

    private Booking decidable(Call call, Caller caller) {
        var booking = FindBooking.byUid(store, call.uid());
        if (!caller.mayHandle(store, booking.host.id())) {
            throw Refusal.constant(401, "TRPCError", "Unauthorized: User is not authorized to confirm this booking");
        }
        if (booking.status == BookingStatus.ACCEPTED) {
            throw Refusal.constant(400, "TRPCError", "Bad request: Please check your request data and try again");
        }
        return booking;
    }
}
