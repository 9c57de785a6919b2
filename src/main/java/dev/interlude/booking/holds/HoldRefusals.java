package dev.interlude.booking.holds;

import dev.interlude.booking.holds.OfferHold.Status;
import dev.interlude.platform.problems.Problem;
import dev.interlude.platform.problems.ProblemCode;
import dev.interlude.platform.problems.Refused;
import java.util.UUID;

/** Why something cannot be done with a hold. Only its own caller and administrators get these. */
public final class HoldRefusals {

    private HoldRefusals() {}

    /** Also for a hold of another key: it is not shown that there is one. */
    public static Refused unknown() {
        return Refused.because(ProblemCode.NOT_FOUND, "There is no hold with this id.");
    }

    public static Refused over(Status status, UUID booking) {
        return status == Status.USED
                ? Refused.because(ProblemCode.HOLD_USED, "Its times belong to booking %s.".formatted(booking))
                : Refused.because(ProblemCode.HOLD_ENDED, because(status));
    }

    public static Refused extended() {
        return Refused.because(ProblemCode.HOLD_EXTENDED, "A hold can be extended once.");
    }

    public static Refused tooMany(String whose, int most, int secondsToWait) {
        return new Refused(Problem.of(
                        ProblemCode.TOO_MANY_HOLDS,
                        "%s holds %d %s, which is the most; release one, or wait until one ends."
                                .formatted(whose, most, most == 1 ? "offer" : "offers"))
                .withRetryAfter(Math.max(1, secondsToWait)));
    }

    private static String because(Status status) {
        return switch (status) {
            case RELEASED -> "This hold was given up; its times are free for others.";
            case LOST -> "The time of this hold was booked in Cal.com meanwhile, or its person is away.";
            default -> "This hold has ended; its times are free for others.";
        };
    }
}
