package dev.interlude.waitlist;

import dev.interlude.platform.problems.Problem;
import dev.interlude.platform.problems.ProblemCode;
import dev.interlude.platform.problems.Refused;

/** Why something cannot be done with an entry of the waiting list. Only its own caller and administrators get these. */
public final class WaitlistRefusals {

    private static final String STAYS = " The entry stays on the waiting list.";

    private WaitlistRefusals() {}

    /** Also for an entry of another key: it is not shown that there is one. */
    public static Refused unknown() {
        return Refused.because(ProblemCode.NOT_FOUND, "There is no entry of the waiting list with this id.");
    }

    public static Refused tooMany(String whose, int most) {
        return Refused.because(
                ProblemCode.TOO_MANY_ENTRIES,
                "%s has %d open %s on the waiting list, which is the most; remove one, or wait until one ends."
                        .formatted(whose, most, most == 1 ? "entry" : "entries"));
    }

    /** Nothing is offered to it now. */
    public static Refused nothingOffered(Entry entry) {
        return Refused.because(
                ProblemCode.OFFER_ENDED,
                switch (entry.status()) {
                    case ACCEPTED -> "This entry has its booking: %s.".formatted(entry.booking());
                    case EXPIRED -> "The time of this entry is over.";
                    case REMOVED -> "This entry was removed from the waiting list.";
                    default -> "Nothing is offered to this entry now." + STAYS;
                });
    }

    public static Refused ended() {
        return Refused.because(ProblemCode.OFFER_ENDED, "The offer has ended; its time went to the next." + STAYS);
    }

    public static Refused taken() {
        return Refused.because(ProblemCode.OFFER_TAKEN, "Another customer was the first to accept this time." + STAYS);
    }

    public static Refused underWay() {
        return Refused.because(ProblemCode.OFFER_TAKEN, "What is offered to this entry is just being booked.");
    }

    /** Cal.com did not take the booking. */
    public static Refused notFree(Problem refusal) {
        return new Refused(Problem.of(
                        refusal.code(),
                        "This time is not free any more in Cal.com." + STAYS + " This time is not offered to it again.")
                .withAlternatives(refusal.alternatives()));
    }
}
