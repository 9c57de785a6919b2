package dev.interlude.availability.slots;

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
     * One read for each event type that may take part. All span the same days, extended past {@code to} by the length
     * of the service, so that similar searches share reads.
     *
     * <p>Ordered by staff member, so that the first ones yield offers even if no more can be read in time.
     *
     * @param staff who must do every segment, or empty for anyone
     */
    public static Set<SlotRead> of(Service service, Instant from, Instant to, Optional<String> staff) {
        var firstDay = day(from);
        var lastDay = day(to.plusSeconds(service.maxMinutes() * 60L).minusNanos(1));
        var reads = new LinkedHashSet<SlotRead>();
        var everybody = service.segments().stream()
                .flatMap(segment -> segment.eventTypes().keySet().stream())
                .distinct()
                .filter(who -> staff.isEmpty() || staff.get().equals(who))
                .toList();
        for (var who : everybody) {
            for (var segment : service.segments()) {
                var id = segment.eventTypes().get(who);
                if (id != null) {
                    reads.add(new SlotRead(service.account(), id, firstDay, lastDay));
                }
            }
        }
        return reads;
    }

    private static LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }
}
