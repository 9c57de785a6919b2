package dev.interlude.sync;

import dev.interlude.booking.CalcomBooking;
import dev.interlude.platform.problems.ProblemCode;
import dev.interlude.platform.problems.Refused;

/** Interprets Cal.com's answer about one booking. */
public class SyncRules {

    /**
     * @return null: Cal.com does not know the booking
     * @throws Refused the same, when that is not what it says
     */
    public CalcomBooking gone(Refused why) {
        if (why.problem().code() != ProblemCode.NOT_FOUND) {
            throw why;
        }
        return null;
    }

    /** The uid under which the booking goes on, or null. */
    public String movedTo(CalcomBooking there) {
        return there == null || !there.status().isEnded() ? null : there.movedTo();
    }
}
