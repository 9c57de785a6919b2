package dev.interlude.booking;

/** What upstream systems want to know of. What they never saw as booked (a booking undone) is none of it. */
public enum BookingEvent {
    CREATED,
    PENDING,
    RESCHEDULED,
    CANCELLED,
    REJECTED,
    NO_SHOW,
    /** Who came is not known any more. */
    ERASED
}
