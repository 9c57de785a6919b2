package dev.interlude.catalog;

/** Who of several people gets a booking that any of them could take, where the caller left that open. */
public enum Staffing {
    /** Who has the fewest bookings that day; of those, one of who were booked the longest time ago. */
    FAIR,
    /** Who is first in the catalog. */
    FIRST,
    /** Who has the least time booked that day. */
    LEAST_BUSY,
    /** Who was booked the longest time ago. */
    LONGEST_IDLE
}
