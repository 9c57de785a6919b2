package dev.interlude.booking;

import dev.interlude.platform.Problem;
import dev.interlude.platform.ProblemCode;
import dev.interlude.platform.Refused;

/** Another customer was quicker by a moment; nothing has been written, and Cal.com has not been asked. */
public final class HeldForSomebody extends Refused {

    public HeldForSomebody() {
        super(Problem.of(ProblemCode.SLOT_UNAVAILABLE, "Somebody else has this time, or is just booking it."));
    }
}
