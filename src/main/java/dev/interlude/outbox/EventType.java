package dev.interlude.outbox;

import dev.interlude.booking.BookingEvent;
import java.util.Arrays;

/** The types of events; the texts are part of the HTTP interface. */
public enum EventType {
    BOOKING_CREATED("booking.created"),
    BOOKING_PENDING("booking.pending"),
    BOOKING_RESCHEDULED("booking.rescheduled"),
    BOOKING_CHANGED("booking.changed"),
    BOOKING_CANCELLED("booking.cancelled"),
    BOOKING_REJECTED("booking.rejected"),
    BOOKING_NO_SHOW("booking.no_show"),
    BOOKING_DEPOSIT_AWAITED("booking.deposit_awaited"),
    BOOKING_DEPOSIT_CONFIRMED("booking.deposit_confirmed"),
    BOOKING_DEPOSIT_MISSED("booking.deposit_missed"),
    BOOKING_ERASED("booking.erased"),
    HOLD_PLACED("hold.placed"),
    HOLD_ENDED("hold.ended"),
    WAITLIST_ADDED("waitlist.added"),
    WAITLIST_OFFERED("waitlist.offered"),
    WAITLIST_OFFER_ENDED("waitlist.offer_ended"),
    WAITLIST_ACCEPTED("waitlist.accepted"),
    WAITLIST_EXPIRED("waitlist.expired"),
    WAITLIST_REMOVED("waitlist.removed"),
    SERIES_CREATED("series.created"),
    ABSENCE_CREATED("absence.created"),
    ABSENCE_ENDED("absence.ended"),
    SYNC_DRIFT_FOUND("sync.drift_found");

    private final String text;

    EventType(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }

    public static EventType of(BookingEvent event) {
        return valueOf("BOOKING_" + event.name());
    }

    /** @throws IllegalArgumentException when the interface does not have it */
    public static EventType of(String text) {
        return Arrays.stream(values())
                .filter(type -> type.text.equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There are no events of type " + text));
    }
}
