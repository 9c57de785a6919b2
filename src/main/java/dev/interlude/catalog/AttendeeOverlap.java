package dev.interlude.catalog;

/** What happens to a booking whose attendee has another one at the same time. */
public enum AttendeeOverlap {
    /** It is booked, and the answer says so. */
    WARN,
    /** It is refused. */
    REFUSE
}
