package dev.interlude.booking;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * A segment of ours that Cal.com speaks of, with what the decision about its word needs of its booking.
 *
 * @param uid its Cal.com booking now, or null
 * @param formerUids what it was called before
 * @param sequence Cal.com's count of its changes when Cal.com last spoke of it, or null
 * @param seenAt as of when that was, or null
 * @param segments how many its booking has, the ended ones too
 * @param movingTo the times it may stand at while its booking is being moved
 */
public record KnownSegment(
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
        List<Instant> movingTo) {

    public boolean isOurs() {
        return "interlude".equals(origin);
    }

    public boolean isComposite() {
        return segments > 1;
    }

    public boolean isPending() {
        return status == SegmentStatus.PENDING;
    }

    /** Whether it takes its host's time as far as we know. */
    public boolean alive() {
        return status == SegmentStatus.BOOKED || status == SegmentStatus.PENDING;
    }

    public boolean standsAt(Instant from, Instant to) {
        return start.equals(from) && end.equals(to);
    }

    /** Whether a saga is at its booking. */
    public boolean isBeingChanged() {
        return switch (bookingStatus) {
            case BOOKING, RESCHEDULING, COMPENSATING, CANCEL_PENDING -> true;
            default -> false;
        };
    }

    /** Whether it is, or was, called so. */
    public boolean goesBy(String other) {
        return other != null && (other.equals(uid) || formerUids.contains(other));
    }

    /** Never lived here: made known by the word that it was over. */
    public boolean bornDead() {
        return !alive() && !isOurs() && version == 1;
    }
}
