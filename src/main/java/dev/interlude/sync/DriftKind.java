package dev.interlude.sync;

import static dev.interlude.sync.Repair.ACCEPT_CALCOM;
import static dev.interlude.sync.Repair.FLAG;
import static dev.interlude.sync.Repair.PUSH_OURS;

import java.util.Set;

/** The kinds of differences about one Cal.com booking. */
public enum DriftKind {
    /** It is at another time there. */
    TIME(ACCEPT_CALCOM, PUSH_OURS),
    /** Pending there and booked here, or the reverse; a no-show; or ended here and active there again. */
    STATUS(ACCEPT_CALCOM, PUSH_OURS),
    /** Another attendee. Cal.com offers no call to change it. */
    ATTENDEE(ACCEPT_CALCOM),
    /** Booked here; cancelled there, or not there at all. */
    ORPHAN(ACCEPT_CALCOM, PUSH_OURS),
    /** Booked there, unknown here. */
    GHOST(ACCEPT_CALCOM, PUSH_OURS),
    /** Booked there with our key; given up here before all of it was booked. */
    UNDONE(PUSH_OURS),
    /** Both sides agree on it, but it does not fit our other bookings. */
    CLASH,
    /** Cal.com shows a booking that cannot be used: no uid, no time, an end before its start. */
    UNREADABLE;

    private final Set<Repair> possible;

    DriftKind(Repair... possible) {
        this.possible = Set.of(possible);
    }

    public boolean allows(Repair repair) {
        return repair == FLAG || possible.contains(repair);
    }
}
