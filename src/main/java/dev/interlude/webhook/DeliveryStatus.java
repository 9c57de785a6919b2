package dev.interlude.webhook;

/** Where a delivery stands; the names are part of the HTTP interface. */
public enum DeliveryStatus {
    /** Stored, and not yet looked at. */
    RECEIVED,
    PROCESSED,
    /** Says what another delivery has said. */
    DUPLICATE,
    /** Nothing that matters here. */
    IGNORED,
    /** Could not be processed; it is tried again. */
    FAILED,
    /** Is not tried again unless somebody asks for it. */
    DEAD
}
