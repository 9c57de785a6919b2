package dev.interlude.booking;

import dev.interlude.availability.OfferedSegment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a caller allows beside the plain wish.
 *
 * @param overrideReason why our own limits do not count for it; null: they do
 * @param maxShift how far from the wished start it may be booked instead; null: not at all
 * @param asked the start that was asked for, before anything was shifted
 * @param tried the appointments that were to be had no more
 */
public record Leeway(String overrideReason, Duration maxShift, Instant asked, List<List<OfferedSegment>> tried) {

    public boolean overLimits() {
        return overrideReason != null;
    }

    Leeway without(List<OfferedSegment> appointment) {
        var all = new ArrayList<>(tried);
        all.add(appointment);
        return new Leeway(overrideReason, maxShift, asked, List.copyOf(all));
    }
}
