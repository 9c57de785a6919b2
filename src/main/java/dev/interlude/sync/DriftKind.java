package dev.interlude.sync;

import static dev.interlude.sync.Repair.ACCEPT_CALCOM;
import static dev.interlude.sync.Repair.FLAG;
import static dev.interlude.sync.Repair.PUSH_OURS;

import java.util.Set;

/** In what both sides differ about one booking of Cal.com's. */
public enum DriftKind {
    /** It stands at another time there. */
    TIME(ACCEPT_CALCOM, PUSH_OURS),
    /** It waits there and is booked here, or the other way round, or nobody came. */
    STATUS(ACCEPT_CALCOM, PUSH_OURS),
    /** Somebody else comes. Cal.com cannot be told another attendee. */
    ATTENDEE(ACCEPT_CALCOM),
    /** Booked here; cancelled there, or not there at all. */
    ORPHAN(ACCEPT_CALCOM, PUSH_OURS),
    /** Booked there, unknown here. */
    GHOST(ACCEPT_CALCOM, PUSH_OURS),
    /** Booked there with our key; given up here. */
    UNDONE(PUSH_OURS),
    /** Both sides agree on it, but it does not fit our other bookings. */
    CLASH;

    private final Set<Repair> possible;

    DriftKind(Repair... possible) {
        this.possible = Set.of(possible);
    }

    public boolean allows(Repair repair) {
        return repair == FLAG || possible.contains(repair);
    }
}
