package dev.interlude.booking.request;

import dev.interlude.availability.search.OfferedSegment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What a caller allows beyond the plain request.
 *
 * @param overrideReason why our own limits do not count for it; null: they do
 * @param maxShift how far from the requested start it may be booked instead; null: not at all
 * @param asked the start that was asked for, before anything was shifted
 * @param tried the appointments that turned out to be taken
 * @param hold whose times it takes over; null: none
 * @param toHold whether it is only to be held: then it has no attendee, and must be free as last read from Cal.com
 */
public record BookingOptions(
        String overrideReason,
        Duration maxShift,
        Instant asked,
        List<List<OfferedSegment>> tried,
        UUID hold,
        boolean toHold) {

    /** Exactly as asked. */
    static BookingOptions none(Instant asked, UUID hold, boolean toHold) {
        return new BookingOptions(null, null, asked, List.of(), hold, toHold);
    }

    public boolean overLimits() {
        return overrideReason != null;
    }

    BookingOptions without(List<OfferedSegment> appointment) {
        var all = new ArrayList<>(tried);
        all.add(appointment);
        return new BookingOptions(overrideReason, maxShift, asked, List.copyOf(all), hold, toHold);
    }
}
