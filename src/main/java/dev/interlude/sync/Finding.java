package dev.interlude.sync;

import dev.interlude.booking.CalcomBooking;
import java.time.Duration;
import java.time.Instant;

/**
 * One difference.
 *
 * @param account whose key reads it
 * @param local null where we know nothing of it
 * @param calcom null where Cal.com does not have it
 * @param suspected needs a second look before anything is done
 * @param forPerson only a person may decide
 * @param changedAt when either side last changed it
 */
public record Finding(
        DriftKind kind,
        String account,
        LocalSync local,
        CalcomBooking calcom,
        boolean suspected,
        boolean forPerson,
        String detail,
        Instant changedAt) {

    /** Its key: the same however often it is found. */
    public String subject() {
        return local == null ? calcom.uid() : local.segment().toString();
    }

    /** It had ended here and is active in Cal.com again. */
    public boolean isRebooked() {
        return kind == DriftKind.STATUS && local != null && !local.live();
    }

    public String uid() {
        return calcom == null ? local.uid() : calcom.uid();
    }

    /**
     * When it may be judged: once neither side has changed it for a while. A change dated in the future by another
     * clock counts from when it was found.
     */
    public Instant ripeAt(Duration grace, Instant foundAt, Instant now) {
        return (changedAt.isAfter(now) ? foundAt : changedAt).plus(grace);
    }

    public Finding because(String reason) {
        return new Finding(kind, account, local, calcom, suspected, forPerson, reason, changedAt);
    }

    public Finding suspectedOnly() {
        return new Finding(kind, account, local, calcom, true, forPerson, detail, changedAt);
    }
}
