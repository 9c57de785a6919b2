package dev.interlude.booking;

/** Changes that upstream systems are notified of. A booking they never saw as booked (an undone one) causes none. */
public enum BookingEvent {
    CREATED,
    PENDING,
    RESCHEDULED,
    /** It consists of other segments, lengths, pauses or people. */
    CHANGED,
    CANCELLED,
    REJECTED,
    NO_SHOW,
    /** It stands if its deposit is confirmed in time. */
    DEPOSIT_AWAITED,
    DEPOSIT_CONFIRMED,
    /** Its deposit was not confirmed in time; it is being cancelled. */
    DEPOSIT_MISSED,
    /** Who came is not known any more. */
    ERASED
}
