package dev.interlude.absences;

import dev.interlude.availability.search.Offer;
import dev.interlude.availability.slots.Interval;
import dev.interlude.booking.Booking;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The times at which staff are not free, while proposals take more of them. */
final class TakenTimes {

    private final Map<String, List<Interval>> taken = new HashMap<>();

    TakenTimes(Map<String, List<Interval>> held) {
        held.forEach((staff, times) -> taken.put(staff, new ArrayList<>(times)));
    }

    void add(Offer offer) {
        offer.segments().forEach(segment -> taken.computeIfAbsent(segment.staff(), who -> new ArrayList<>())
                .add(new Interval(segment.start(), segment.end())));
    }

    /** Without what a booking itself holds. */
    Map<String, List<Interval>> forOthers(Booking booking) {
        var others = new HashMap<>(taken);
        booking.segments()
                .forEach(segment -> others.computeIfPresent(segment.staff(), (who, times) -> {
                    var left = new ArrayList<>(times);
                    left.remove(new Interval(segment.start(), segment.end()));
                    return left;
                }));
        return others;
    }
}
