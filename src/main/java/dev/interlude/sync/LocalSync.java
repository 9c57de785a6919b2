package dev.interlude.sync;

import dev.interlude.booking.BookingStatus;
import dev.interlude.booking.SegmentStatus;
import dev.interlude.booking.attendees.LocalAttendee;
import java.time.Instant;
import java.util.UUID;

/**
 * Our state of one segment.
 *
 * @param segments how many its appointment has
 * @param customer without name and address once they were erased
 * @param changedAt when its appointment last changed here
 */
public record LocalSync(
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
        LocalAttendee customer,
        Instant changedAt) {

    public boolean live() {
        return status.isAlive();
    }

    /** A saga gave it up before it was settled, or moved it to another person. */
    public boolean givenUp() {
        return status.isGivenUp(bookingStatus);
    }

    /** A saga is or will be working on it: not to be judged now. */
    public boolean busy() {
        return bookingStatus.isBeingChanged() || status == SegmentStatus.PLANNED || status == SegmentStatus.RELEASING;
    }

    /** Without personal data. */
    @Override
    public String toString() {
        return "Here[" + segment + " " + status + " " + uid + " " + start + "]";
    }
}
