package dev.interlude.booking;

import dev.interlude.availability.units.NeededUnit;
import dev.interlude.catalog.Resource;
import dev.interlude.platform.problems.Problem;
import dev.interlude.platform.problems.ProblemCode;
import dev.interlude.platform.problems.Refused;

/** Another customer took the time first; nothing was written, and Cal.com was not called. */
public final class TimeAlreadyHeld extends Refused {

    public TimeAlreadyHeld() {
        this("Another customer has this time, or is just taking it.");
    }

    private TimeAlreadyHeld(String detail) {
        super(Problem.of(ProblemCode.SLOT_UNAVAILABLE, detail));
    }

    /** No unit of a resource is free: other customers have them all, or they are closed. */
    public static TimeAlreadyHeld noUnit(Resource kind, NeededUnit needed) {
        return new TimeAlreadyHeld(needed.lacking(kind.name()) + ".");
    }
}
