package dev.interlude.booking;

import dev.interlude.booking.holds.jdbc.HoldReasons;
import dev.interlude.booking.request.RequestedBooking;
import dev.interlude.platform.problems.ProblemCode;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Why a time is refused, as far as we know: a person is away, or it is held for another customer. */
public class RefusalReasons {

    private final StaffAbsences absences;
    private final HoldReasons holds;

    public RefusalReasons(StaffAbsences absences, HoldReasons holds) {
        this.absences = absences;
        this.holds = holds;
    }

    /**
     * @param plan what was refused; null when there was none yet
     * @return sentences for the caller, or null
     */
    public String of(Throwable refusal, RequestedBooking wanted, BookingPlan plan) {
        var reasons = Stream.of(absence(refusal, wanted, plan), Optional.ofNullable(holds.of(refusal, wanted, plan)))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(" "));
        return reasons.isEmpty() ? null : reasons;
    }

    private Optional<String> absence(Throwable refusal, RequestedBooking wanted, BookingPlan plan) {
        var problem = Refusals.problem(refusal);
        if (problem.code() != ProblemCode.SLOT_UNAVAILABLE) {
            return Optional.empty();
        }
        return absences.sentence(plan == null ? StaffTime.of(wanted.planRequest()) : StaffTime.of(plan))
                .filter(sentence -> !problem.detail().contains(sentence));
    }
}
