package dev.interlude.availability.slots;

import java.util.List;
import java.util.Map;

/**
 * The days, in the salon's zone, on which the limits of the catalog are reached.
 *
 * @param staff id to the days on which they take no more bookings
 * @param services id to the days on which it cannot be booked any more
 */
public record FullDays(Map<String, List<Interval>> staff, Map<String, List<Interval>> services) {

    public static final FullDays NONE = new FullDays(Map.of(), Map.of());

    public boolean isEmpty() {
        return staff.isEmpty() && services.isEmpty();
    }
}
