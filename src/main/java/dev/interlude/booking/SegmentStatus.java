package dev.interlude.booking;

/** Where one segment of a booking stands. */
public enum SegmentStatus {
    /** Its create is about to be sent, or was, and no answer is known. */
    PLANNED,
    BOOKED,
    /** In Cal.com, waiting for the host to confirm. */
    PENDING,
    /** Cal.com said no; nothing of it exists there. */
    REFUSED,
    /** Given up; a create that succeeds from here on must undo itself. */
    RELEASING,
    /** Undone: Cal.com has confirmed that nothing is left. */
    RELEASED,
    CANCELLED
}
