package dev.interlude.observed;

import dev.interlude.booking.CalcomBooking;
import dev.interlude.booking.Decision.Part;
import dev.interlude.platform.problems.Problem;
import dev.interlude.platform.problems.ProblemCode;
import dev.interlude.platform.problems.Refused;
import java.util.List;

/** What must be true of a booking in Cal.com before its host's decision is passed on, and what it shows afterwards. */
public class DecisionRules {

    /** @throws Refused ALREADY_CANCELLED when one part has ended there: then none is confirmed */
    public void requireStands(Part part, CalcomBooking calcom) {
        if (ObservedBooking.of(part.account(), calcom).ended()) {
            throw Refused.because(
                    ProblemCode.ALREADY_CANCELLED, "Cal.com has cancelled or declined " + part.key() + " meanwhile.");
        }
    }

    /**
     * The absent attendee, as Cal.com names them.
     *
     * @throws Refused when Cal.com does not show our customer with an address
     */
    public List<String> absent(Part part, CalcomBooking calcom) {
        requireStands(part, calcom);
        return calcom.attendees()
                .customer(part.customer())
                .map(customer -> customer.who().email())
                .map(List::of)
                .orElseThrow(() -> Refused.because(
                        ProblemCode.CALCOM_REJECTED, "Cal.com does not show the customer of " + part.key() + "."));
    }

    public ObservedBooking shown(Part part, CalcomBooking calcom) {
        return ObservedBooking.of(part.account(), calcom);
    }

    /**
     * Why Cal.com will never accept a decision.
     *
     * @throws Exception the failure itself, when trying again may help
     */
    public Problem lasting(Exception failure) throws Exception {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Refused refused) {
                switch (refused.problem().code()) {
                    case ALREADY_CANCELLED, NOT_FOUND, CALCOM_REJECTED, VALIDATION_FAILED -> {
                        return refused.problem();
                    }
                    default -> throw refused;
                }
            }
        }
        throw failure;
    }
}
