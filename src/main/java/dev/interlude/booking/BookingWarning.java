package dev.interlude.booking;

import java.util.UUID;

/**
 * Something about a booking that stands, which its caller may not have meant.
 *
 * @param bookingId the other booking it is about
 */
public record BookingWarning(String code, String detail, UUID bookingId) {

    /** The attendee has another booking at the same time. */
    public static BookingWarning overlap(UUID other) {
        return new BookingWarning("ATTENDEE_OVERLAP", "The attendee has another booking at that time.", other);
    }
}
