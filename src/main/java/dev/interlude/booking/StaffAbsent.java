package dev.interlude.booking;

import dev.interlude.platform.problems.Problem;
import dev.interlude.platform.problems.ProblemCode;
import dev.interlude.platform.problems.Refused;

/** A person is away at that time; nothing was written, and Cal.com was not called. */
public final class StaffAbsent extends Refused {

    /** @param sentence who is away, and until when */
    public StaffAbsent(String sentence) {
        super(Problem.of(ProblemCode.SLOT_UNAVAILABLE, sentence));
    }
}
