package dev.interlude.webhook;

/** Where a delivery stands; the names are part of the HTTP interface. */
public enum DeliveryStatus {
    /** Stored, and not yet looked at. */
    RECEIVED,
    PROCESSED,
    /** Repeats another delivery. */
    DUPLICATE,
    /** Not relevant here. */
    IGNORED,
    /** Could not be processed; it is tried again. */
    FAILED,
    /** No longer retried, except on request. */
    DEAD,
    /** Was DEAD, until a person dismissed it. */
    DISMISSED
}
