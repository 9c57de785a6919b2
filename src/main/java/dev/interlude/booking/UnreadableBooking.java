package dev.interlude.booking;

import dev.interlude.platform.problems.Problem;
import dev.interlude.platform.problems.ProblemCode;
import dev.interlude.platform.problems.Refused;

/** Cal.com shows an invalid booking: asking again does not help until it is changed there. */
public final class UnreadableBooking extends Refused {

    private final String why;

    /** @param why in our own words: "its end is not after its start" */
    public UnreadableBooking(String why) {
        super(Problem.of(ProblemCode.CALCOM_MALFORMED, "Cal.com shows a booking that cannot be used: " + why + "."));
        this.why = why;
    }

    public String why() {
        return why;
    }
}
