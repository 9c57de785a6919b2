package dev.interlude.sync;

import dev.interlude.booking.SeenBooking;
import dev.interlude.platform.ProblemCode;
import dev.interlude.platform.Refused;

/** How Cal.com's answer about one booking is to be read. */
public class SyncRules {

    /**
     * @return null: Cal.com does not know the booking
     * @throws Refused the same, when that is not what it says
     */
    public SeenBooking gone(Refused why) {
        if (why.problem().code() != ProblemCode.NOT_FOUND) {
            throw why;
        }
        return null;
    }

    /** The uid under which the booking goes on, or null. */
    public String movedTo(SeenBooking there) {
        return there == null || Comparison.live(there) ? null : there.movedTo();
    }
}
