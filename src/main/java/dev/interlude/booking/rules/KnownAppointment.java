package dev.interlude.booking.rules;

import dev.interlude.booking.BookingStatus;
import java.time.Instant;
import java.util.UUID;

/**
 * An appointment of a customer that rules look at.
 *
 * @param service null when it was made in Cal.com with an event type that the catalog does not know
 */
public record KnownAppointment(UUID id, String service, BookingStatus status, Instant start, Instant end) {

    boolean isOf(String other) {
        return other.equals(service);
    }

    /** Whether it is still to come or takes place now. */
    boolean isOpen(Instant now) {
        return status != BookingStatus.COMPLETED && end.isAfter(now);
    }

    /** Whether it is agreed on; one that is just being booked may yet be undone. */
    boolean isAgreed() {
        return status != BookingStatus.BOOKING;
    }
}
