package dev.interlude.booking;

/** Where a booking stands; the names are part of the HTTP interface. */
public enum BookingStatus {
    /** Undecided: Cal.com is being asked. */
    BOOKING,
    /** Cal.com waits for the host to confirm. */
    PENDING,
    BOOKED,
    RESCHEDULING,
    /** The customer no longer wants it; Cal.com has not agreed yet. */
    CANCEL_PENDING,
    CANCELLED,
    REJECTED,
    /** It could not be booked as a whole; booked segments are being released. */
    COMPENSATING,
    /** It could not be booked as a whole, and Cal.com confirmed that nothing of it remains. */
    COMPENSATED,
    NO_SHOW,
    COMPLETED;

    /** Whether a saga is working on it, or will. */
    public boolean isBeingChanged() {
        return this == BOOKING || this == RESCHEDULING || this == CANCEL_PENDING || this == COMPENSATING;
    }
}
