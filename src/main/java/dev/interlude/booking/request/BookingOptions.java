package dev.interlude.booking.request;

import dev.interlude.availability.search.OfferedSegment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a caller allows beyond the plain request.
 *
 * @param overrideReason why our own limits do not count for it; null: they do
 * @param maxShift how far from the requested start it may be booked instead; null: not at all
 * @param asked the start that was asked for, before anything was shifted
 * @param tried the appointments that turned out to be taken
 */
public record BookingOptions(
        String overrideReason, Duration maxShift, Instant asked, List<List<OfferedSegment>> tried) {

    public boolean overLimits() {
        return overrideReason != null;
    }

    BookingOptions without(List<OfferedSegment> appointment) {
        var all = new ArrayList<>(tried);
        all.add(appointment);
        return new BookingOptions(overrideReason, maxShift, asked, List.copyOf(all));
    }
}
