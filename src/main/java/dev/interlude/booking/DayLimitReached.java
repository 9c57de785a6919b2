package dev.interlude.booking;

import dev.interlude.catalog.Service;
import dev.interlude.platform.problems.Problem;
import dev.interlude.platform.problems.ProblemCode;
import dev.interlude.platform.problems.Refused;
import java.time.LocalDate;

/** A limit of the catalog is reached; nothing was written, and Cal.com was not called. */
public final class DayLimitReached extends Refused {

    private DayLimitReached(String who, LocalDate day) {
        super(Problem.of(ProblemCode.CAPACITY_EXCEEDED, "%s no more bookings on %s.".formatted(who, day)));
    }

    public static DayLimitReached ofStaff(String staff, LocalDate day) {
        return new DayLimitReached(staff + " takes", day);
    }

    public static DayLimitReached ofService(Service service, LocalDate day) {
        return new DayLimitReached(
                "%s is booked at most %d times a day, whoever works on it; there can be"
                        .formatted(service.name(), service.perDay()),
                day);
    }
}
