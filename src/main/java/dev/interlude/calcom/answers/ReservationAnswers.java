package dev.interlude.calcom.answers;

import dev.interlude.availability.slots.Reservation;
import dev.interlude.calcom.answers.CalcomAnswer.Refusal;
import dev.interlude.platform.problems.ProblemCode;
import dev.interlude.platform.problems.Refused;

/** Reads reserved slots. */
public class ReservationAnswers {

    /**
     * The reservation; null where there is none (any more).
     *
     * @throws Refused SLOT_UNAVAILABLE when the time cannot be reserved
     */
    public Reservation reservation(CalcomAnswer answer) {
        if (answer instanceof Refusal refusal && refusal.status() == 422) {
            throw Refused.because(ProblemCode.SLOT_UNAVAILABLE, "Cal.com says that this time cannot be reserved.");
        }
        var data = Answers.data(answer);
        return data.isNull()
                ? null
                : new Reservation(
                        Answers.required(data, "reservationUid"),
                        data.path("eventTypeId").asLong(),
                        Answers.requiredInstant(data, "slotStart"),
                        Answers.requiredInstant(data, "slotEnd"),
                        Answers.instant(data, "reservationUntil"));
    }

    /** @throws Refused when it is unknown whether it is gone */
    public void requireGone(CalcomAnswer answer) {
        Answers.data(answer);
    }
}
