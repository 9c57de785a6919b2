package dev.interlude.booking.crash;

/** The instant at which the server is killed, seen from one call to Cal.com. */
enum KillPoint {
    /** Sent; Cal.com never does it. */
    LOST,
    /** Sent; Cal.com does it long after the kill. */
    LATE,
    /** Done at Cal.com; the answer reaches nobody. */
    UNHEARD,
    /** Answered; our commit never happens. */
    UNWRITTEN,
    /** Answered; our commit happens while the server dies. */
    WRITTEN,
    /** Written down; the journal does not know yet that the step is done. */
    UNMARKED,
    /** Every call is written down; the last commit of all never happens. */
    UNSETTLED;

    boolean beforeWork() {
        return this == LOST || this == LATE;
    }
}
