package dev.interlude.sync;

import dev.interlude.booking.BookingStatus;
import dev.interlude.booking.SegmentStatus;
import java.time.Instant;
import java.util.UUID;

/**
 * What our books say of one segment.
 *
 * @param segments how many its appointment has
 * @param attendeeName null: the person was erased; so the address
 * @param changedAt when its appointment last changed here
 */
public record Here(
        UUID segment,
        UUID booking,
        SegmentStatus status,
        BookingStatus bookingStatus,
        String origin,
        int segments,
        String account,
        String uid,
        Instant start,
        Instant end,
        String attendeeName,
        String attendeeEmail,
        Instant changedAt) {

    public boolean live() {
        return status == SegmentStatus.BOOKED || status == SegmentStatus.PENDING;
    }

    /** A saga is at it, or will be: it is none of ours to judge. */
    public boolean busy() {
        return switch (bookingStatus) {
            case BOOKING, RESCHEDULING, CANCEL_PENDING, COMPENSATING -> true;
            default -> status == SegmentStatus.PLANNED || status == SegmentStatus.RELEASING;
        };
    }

    /** Without what callers wrote about people. */
    @Override
    public String toString() {
        return "Here[" + segment + " " + status + " " + uid + " " + start + "]";
    }
}
