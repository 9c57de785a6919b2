package dev.interlude.booking;

import dev.interlude.platform.problems.Problem;
import dev.interlude.platform.problems.ProblemCode;
import dev.interlude.platform.problems.Refused;

/** Another customer took the time first; nothing was written, and Cal.com was not called. */
public final class TimeAlreadyHeld extends Refused {

    public TimeAlreadyHeld() {
        super(Problem.of(ProblemCode.SLOT_UNAVAILABLE, "Another customer has this time, or is just taking it."));
    }
}
