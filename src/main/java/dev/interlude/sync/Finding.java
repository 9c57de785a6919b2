package dev.interlude.sync;

import dev.interlude.booking.SeenBooking;
import java.time.Duration;
import java.time.Instant;

/**
 * One difference.
 *
 * @param account whose key sees it
 * @param here null where we know nothing of it
 * @param there null where Cal.com does not have it
 * @param suspected to be looked at once more before anything is made of it
 * @param forPerson no rule may decide it
 * @param changedAt when either side last changed it
 */
public record Finding(
        DriftKind kind,
        String account,
        Here here,
        SeenBooking there,
        boolean suspected,
        boolean forPerson,
        String detail,
        Instant changedAt) {

    /** What it is about: the same however often it is found. */
    public String subject() {
        return here == null ? there.uid() : here.segment().toString();
    }

    public String uid() {
        return there == null ? here.uid() : there.uid();
    }

    /**
     * From when on it may be judged: when neither side has changed it for a while. A change of the future, as another clock
     * tells it, is one of when it was found.
     */
    public Instant ripeAt(Duration grace, Instant foundAt, Instant now) {
        return (changedAt.isAfter(now) ? foundAt : changedAt).plus(grace);
    }

    public Finding because(String reason) {
        return new Finding(kind, account, here, there, suspected, forPerson, reason, changedAt);
    }

    public Finding suspectedOnly() {
        return new Finding(kind, account, here, there, true, forPerson, detail, changedAt);
    }
}
