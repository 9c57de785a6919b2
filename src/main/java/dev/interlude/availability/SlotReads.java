package dev.interlude.availability;

import dev.interlude.catalog.Service;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Which slots a search needs. */
public final class SlotReads {

    private SlotReads() {}

    /**
     * One read for each event type that may take part. All span the same days, on past {@code to} by the length of the
     * service, so that equal questions of other searches are equal reads.
     *
     * @param staff who must do every segment, or empty for anybody
     */
    public static Set<SlotRead> of(Service service, Instant from, Instant to, Optional<String> staff) {
        var firstDay = day(from);
        var lastDay = day(to.plusSeconds(service.maxMinutes() * 60L).minusNanos(1));
        var reads = new LinkedHashSet<SlotRead>();
        for (var segment : service.segments()) {
            segment.eventTypes().forEach((who, id) -> {
                if (staff.isEmpty() || staff.get().equals(who)) {
                    reads.add(new SlotRead(service.account(), id, firstDay, lastDay));
                }
            });
        }
        return reads;
    }

    private static LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }
}
