package dev.interlude.calcom;

import dev.interlude.calcom.answers.Answers;
import dev.interlude.calcom.answers.BookingListAnswers;
import dev.interlude.calcom.answers.CalcomAnswer;
import dev.interlude.calcom.answers.CalcomAnswer.Refusal;
import dev.interlude.calcom.answers.CalcomAnswer.Success;
import dev.interlude.calcom.calls.BookingCalls;
import dev.interlude.platform.problems.Refused;
import java.time.Instant;

/**
 * Distinguishes a booking that was moved before we tried to cancel it, and must be cancelled too, from one booked in
 * its place since, which stays. In doubt it stays.
 */
public class Successors {

    private final BookingListAnswers bookings;

    public Successors(BookingListAnswers bookings) {
        this.bookings = bookings;
    }

    /** Whether a booking that was gone before our cancel bears another reason than ours, or none: others moved or cancelled it. */
    public boolean changedByOthers(CalcomAnswer gone, CharSequence reason) {
        return gone instanceof Success success
                && !BookingCalls.reason(reason).equals(Answers.text(success.data(), "cancellationReason"));
    }

    /**
     * Whether its replacement may be older than our cancel. A booking that was moved bears no reason of ours: one that
     * does was cancelled by us first.
     *
     * @param uid the replacement, or null
     * @param gone the booking that is gone
     */
    public boolean mayBeOlder(String uid, CalcomAnswer gone, CharSequence reason) {
        return uid != null && changedByOthers(gone, reason);
    }

    /**
     * Whether the booking was made before we first tried.
     *
     * @throws Refused when Cal.com could not be asked
     */
    public boolean isOlder(CalcomAnswer successor, Instant triedAt) {
        return !(successor instanceof Refusal refusal && refusal.status() == 404)
                && bookings.booking(successor).isOlderThan(triedAt);
    }
}
