package dev.interlude.sandbox.booking;

import dev.interlude.sandbox.model.Booking;
import dev.interlude.sandbox.model.BookingStatus;
import dev.interlude.sandbox.model.Iso;
import dev.interlude.sandbox.model.SandboxClock;
import dev.interlude.sandbox.model.Store;
import dev.interlude.sandbox.webhook.Deliveries;
import dev.interlude.sandbox.webhook.Payload;
import dev.interlude.sandbox.webhook.Trigger;
import java.util.List;

/**
 * What people do on Cal.com's own pages and its API has no call for: a host asks for another time, and the customer picks
 * one by the link of the old booking.
 */
public final class BookingPages {
    private static final List<String> ABSENT_IN_OLDER_VERSIONS = List.of("status", "eventTypeId", "iCalSequence");

    private final Store store;
    private final Deliveries deliveries;
    private final RescheduleBooking reschedule;

    public BookingPages(Store store, SandboxClock clock, BookingRules rules, RaceWindow race, Deliveries deliveries) {
        this.store = store;
        this.deliveries = deliveries;
        this.reschedule = new RescheduleBooking(store, clock, rules, race, deliveries);
    }

    /**
     * The host asks for another time: the booking is cancelled.
     *
     * @param older whether the webhook is as older versions send it, without status, event type and sequence
     */
    public void requestReschedule(String uid, String reason, boolean older) {
        var booking = existing(uid);
        if (!booking.status.isOpen()) {
            throw new IllegalArgumentException("booking " + uid + " is not open");
        }
        var type = FindBooking.typeOf(store, booking);
        var payload =
                Payload.cancelled(booking, type, booking.attendees, reason).put("requestReschedule", true);
        if (older) {
            payload.remove(ABSENT_IN_OLDER_VERSIONS);
        }
        var row = store.change(uid, b -> {
            b.status = BookingStatus.CANCELLED;
            b.cancellationReason = reason;
            b.sequence++;
        });
        deliveries.tell(Trigger.BOOKING_CANCELLED, row, payload);
    }

    /**
     * The customer picks a new time by the link of a booking that was cancelled.
     *
     * @return the uid of the new booking, which has the old one's metadata
     */
    public String rebook(String uid, String start) {
        var old = existing(uid);
        if (old.status.isOpen()) {
            throw new IllegalArgumentException("booking " + uid + " is still open");
        }
        var at = Iso.instant(start).orElseThrow(() -> new IllegalArgumentException("start is no instant"));
        return reschedule.rebook(old, at).uid;
    }

    private Booking existing(String uid) {
        return store.booking(uid).orElseThrow(() -> new IllegalArgumentException("there is no booking " + uid));
    }
}
