package dev.interlude.booking;

import dev.interlude.booking.attendees.ObservedAttendees;
import dev.interlude.platform.problems.Problem;
import dev.interlude.platform.problems.Refused;
import java.time.Instant;

/** The outcome of one call that changes something at Cal.com. */
public sealed interface Outcome {

    /** It happened. The times and the attendees are what Cal.com says it has booked. */
    record Done(String calcomUid, boolean pending, Instant start, Instant end, ObservedAttendees attendees)
            implements Outcome {}

    /**
     * It did not happen, for certain.
     *
     * @param byOthers whether the reason is that others have moved or cancelled the booking in Cal.com
     */
    record SaidNo(Problem problem, boolean byOthers) implements Outcome {

        public SaidNo(Problem problem) {
            this(problem, false);
        }
    }

    /** No readable answer came, and a look-up did not find it: it may have happened, or may still happen. */
    record InDoubt(Problem problem) implements Outcome {}

    /** The outcome of the create of one segment. */
    record OfSegment(PlannedSegment segment, Outcome outcome) {

        /** Whether Cal.com has booked it at the times that were planned. */
        public boolean isAsPlanned() {
            return outcome instanceof Done done
                    && done.start().equals(segment.start())
                    && done.end().equals(segment.end());
        }
    }

    default boolean isDone() {
        return this instanceof Done;
    }

    default boolean isSaidNo() {
        return this instanceof SaidNo;
    }

    default boolean isInDoubt() {
        return this instanceof InDoubt;
    }

    /** @throws Refused if it did not happen */
    default Done required() {
        if (this instanceof Done done) {
            return done;
        }
        throw new Refused(this instanceof SaidNo no ? no.problem() : ((InDoubt) this).problem());
    }
}
