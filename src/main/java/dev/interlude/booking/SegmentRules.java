package dev.interlude.booking;

import dev.interlude.booking.Outcome.SaidNo;
import dev.interlude.booking.move.Move;
import dev.interlude.platform.problems.ProblemCode;
import dev.interlude.platform.problems.Refused;

/** What must be true of a segment before its saga may go on. */
public class SegmentRules {

    public Outcome.OfSegment outcome(PlannedSegment segment, Outcome outcome) {
        return new Outcome.OfSegment(segment, outcome);
    }

    /** @throws Refused when Cal.com has not booked it, or not as it was planned */
    public void requireBooked(PlannedSegment segment, Outcome outcome) {
        outcome.required();
        if (!outcome(segment, outcome).isAsPlanned()) {
            throw Refused.because(
                    ProblemCode.CALCOM_REJECTED,
                    "Cal.com books " + segment.key() + " with another length than the catalog says.");
        }
    }

    /** @throws Refused when Cal.com has not moved it, or not to where it was to go */
    public void requireMoved(Move move, Outcome outcome) {
        var done = outcome.required();
        if (!done.start().equals(move.toStart()) || !done.end().equals(move.toEnd())) {
            throw Refused.because(ProblemCode.CALCOM_REJECTED, "Cal.com moved the booking, but changed its length.");
        }
    }

    /** @throws Refused always: the saga of this segment has been given up */
    public void tooLate(PlannedSegment segment) {
        throw Refused.because(
                ProblemCode.CALCOM_UNAVAILABLE, "Cal.com answered too late; " + segment.key() + " is undone.");
    }

    /** Whether there is something of the segment at Cal.com to be cancelled. */
    public boolean isThere(Release release, String calcomUid) {
        return !release.done() && calcomUid != null;
    }

    /**
     * The uid of a segment that was to come back. What others have moved or cancelled since stays so: it keeps the uid
     * under which they found it, and follows them like any segment that is changed in Cal.com.
     *
     * @throws Refused when it has not come back for another reason
     */
    public String returned(String movedUid, Outcome outcome) {
        return outcome instanceof SaidNo no && no.byOthers()
                ? movedUid
                : outcome.required().calcomUid();
    }

    /** Whether the segment stands at its new time in Cal.com and must come back. */
    public boolean isAway(Move move, String movedUid) {
        return !move.finished() && movedUid != null;
    }
}
