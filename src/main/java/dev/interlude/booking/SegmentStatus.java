package dev.interlude.booking;

/** Where one segment of a booking stands. */
public enum SegmentStatus {
    /** Its create is about to be sent, or was, and no answer is known. */
    PLANNED,
    BOOKED,
    /** In Cal.com, waiting for the host to confirm. */
    PENDING,
    /** Cal.com refused; nothing of it exists there. */
    REFUSED,
    /** Given up; a create that succeeds from here on must undo itself. */
    RELEASING,
    /** Undone: Cal.com has confirmed that nothing is left. */
    RELEASED,
    CANCELLED;

    /** Whether Cal.com has it, to our knowledge: it occupies its host's time. In SQL: {@code in ('BOOKED', 'PENDING')}. */
    public boolean isAlive() {
        return this == BOOKED || this == PENDING;
    }

    /** Whether a saga gave it up before it was settled, or moved it to another person. */
    public boolean isGivenUp(BookingStatus booking) {
        return this == RELEASED || this == REFUSED || booking == BookingStatus.COMPENSATED;
    }
}
