package dev.interlude.observed;

import dev.interlude.booking.BookingStatus;
import dev.interlude.booking.SegmentStatus;
import dev.interlude.booking.attendees.LocalAttendee;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * A segment of ours that an observation is about, with what the decision needs of its booking.
 *
 * @param uid its Cal.com booking now, or null
 * @param formerUids the uids it had before
 * @param sequence Cal.com's change counter at the last observation, or null
 * @param seenAt as of when that was, or null
 * @param segments how many its booking has, the ended ones too
 * @param movingTo the times it may stand at while its booking is being moved
 * @param customer whose booking it is
 */
public record LocalSegment(
        UUID id,
        UUID booking,
        String service,
        String origin,
        BookingStatus bookingStatus,
        Instant bookingUpdatedAt,
        Instant bookingCreatedAt,
        int version,
        SegmentStatus status,
        String key,
        String staff,
        Instant start,
        Instant end,
        String uid,
        Set<String> formerUids,
        Integer sequence,
        Instant seenAt,
        boolean absent,
        int segments,
        List<Instant> movingTo,
        LocalAttendee customer) {

    public boolean isOurs() {
        return "interlude".equals(origin);
    }

    public boolean isComposite() {
        return segments > 1;
    }

    public boolean isPending() {
        return status == SegmentStatus.PENDING;
    }

    /** Whether it occupies its host's time, to our knowledge. */
    public boolean alive() {
        return status.isAlive();
    }

    public boolean standsAt(Instant from, Instant to) {
        return start.equals(from) && end.equals(to);
    }

    /** Whether a saga gave it up before it was settled, or moved it to another person. */
    public boolean isGivenUp() {
        return status.isGivenUp(bookingStatus);
    }

    /** Whether a saga is working on its booking. */
    public boolean isBeingChanged() {
        return bookingStatus.isBeingChanged();
    }

    /** Whether this is, or was, its uid. */
    public boolean goesBy(String other) {
        return other != null && (other.equals(uid) || formerUids.contains(other));
    }

    /** Never active here: first observed when it had already ended. */
    public boolean bornDead() {
        return !alive() && !isOurs() && version == 1;
    }
}
