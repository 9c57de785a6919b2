package dev.interlude.availability.slots;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The reads in progress; no week is ever in two of them. Guarded by the lock of {@link SlotCache}. */
final class SlotFlights {

    private final Map<SlotWeek, SlotFlight> running = new HashMap<>();

    /** The read that brings a week, or null. */
    SlotFlight bringing(SlotWeek week, Instant now) {
        var flight = running.get(week);
        return flight == null || flight.isLost(now) ? null : flight;
    }

    /** @param wide the run, and what is read ahead with it */
    SlotFlight start(List<SlotWeek> run, List<SlotWeek> wide, Instant now) {
        var flight = new SlotFlight(wide, now);
        wide.forEach(week -> running.put(week, flight));
        run.forEach(flight::ask);
        return flight;
    }

    /**
     * The one that was started for this read, or null. Not one of the same weeks: whoever has kept a read ends it a
     * moment later, and by then the next may have begun.
     */
    SlotFlight of(SlotRead read) {
        var flight = running.get(SlotWeek.of(read).findFirst().orElseThrow());
        return flight != null && flight.read() == read ? flight : null;
    }

    void end(SlotFlight flight) {
        flight.weeks().forEach(week -> running.remove(week, flight));
    }

    Set<SlotWeek> weeks() {
        return running.keySet();
    }

    void overtake(SlotWeek week) {
        var flight = running.get(week);
        if (flight != null) {
            flight.overtake(week);
        }
    }
}
