package dev.interlude.booking;

import dev.interlude.platform.Problem;
import dev.interlude.platform.Refused;
import java.time.Instant;

/** What became of one call that changes something at Cal.com. */
public sealed interface Outcome {

    /** It happened. The times are what Cal.com says it has booked. */
    record Done(String calcomUid, boolean pending, Instant start, Instant end) implements Outcome {}

    /** It did not happen, for certain. */
    record SaidNo(Problem problem) implements Outcome {}

    /** No readable answer came, and looking it up did not find it: it may have happened, or still happen. */
    record InDoubt(Problem problem) implements Outcome {}

    default boolean isDone() {
        return this instanceof Done;
    }

    default boolean isSaidNo() {
        return this instanceof SaidNo;
    }

    default boolean isInDoubt() {
        return this instanceof InDoubt;
    }

    /** @throws Refused with the problem of what did not happen */
    default Done required() {
        if (this instanceof Done done) {
            return done;
        }
        throw new Refused(this instanceof SaidNo no ? no.problem() : ((InDoubt) this).problem());
    }
}
