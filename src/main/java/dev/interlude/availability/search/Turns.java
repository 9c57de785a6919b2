package dev.interlude.availability.search;

import dev.interlude.availability.slots.Interval;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The order of staff for equal offers: fewest bookings that day, then booked longest ago, then the order of the
 * catalog.
 */
public final class Turns {

    /** Always in the order of the catalog. */
    public static final Turns NONE = new Turns(null, Map.of(), Map.of());

    private final ZoneId zone;
    private final Map<String, Map<LocalDate, Long>> booked;
    private final Map<String, Instant> lastBooked;

    private Turns(ZoneId zone, Map<String, Map<LocalDate, Long>> booked, Map<String, Instant> lastBooked) {
        this.zone = zone;
        this.booked = booked;
        this.lastBooked = lastBooked;
    }

    /**
     * @param zone its days count
     * @param held staff to the times that are held for customers
     * @param lastBooked when each was booked the last time; staff who never were are absent
     */
    public static Turns of(ZoneId zone, Map<String, List<Interval>> held, Map<String, Instant> lastBooked) {
        var booked = new HashMap<String, Map<LocalDate, Long>>();
        held.forEach((staff, times) -> times.forEach(time -> booked.computeIfAbsent(staff, who -> new HashMap<>())
                .merge(LocalDate.ofInstant(time.start(), zone), 1L, Long::sum)));
        return new Turns(zone, booked, Map.copyOf(lastBooked));
    }

    /** The same staff, in that order. */
    List<String> order(List<String> staff, Instant start) {
        if (zone == null || staff.size() < 2) {
            return staff;
        }
        var day = LocalDate.ofInstant(start, zone);
        return staff.stream()
                .sorted(Comparator.<String>comparingLong(
                                who -> booked.getOrDefault(who, Map.of()).getOrDefault(day, 0L))
                        .thenComparing(who -> lastBooked.getOrDefault(who, Instant.MIN)))
                .toList();
    }
}
