package dev.interlude.booking;

import dev.interlude.platform.Problem;
import dev.interlude.platform.ProblemCode;
import dev.interlude.platform.Refused;
import java.time.LocalDate;

/** A limit of the catalog is reached; nothing has been written, and Cal.com has not been asked. */
public final class DayIsFull extends Refused {

    private DayIsFull(String who, LocalDate day) {
        super(Problem.of(ProblemCode.CAPACITY_EXCEEDED, "%s no more bookings on %s.".formatted(who, day)));
    }

    public static DayIsFull ofStaff(String staff, LocalDate day) {
        return new DayIsFull(staff + " takes", day);
    }

    public static DayIsFull ofService(String service, LocalDate day) {
        return new DayIsFull(service + " takes", day);
    }
}
