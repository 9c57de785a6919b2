package dev.interlude.availability;

import dev.interlude.availability.SlotMetrics.Source;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The free times of one search while they are gathered: some remembered, some read for it, some read for others. */
public final class SlotReading {

    private final Collection<SlotRead> reads;
    private final Set<SlotWeek> weeks = new LinkedHashSet<>();
    private final Map<SlotWeek, SlotFlight> open = new LinkedHashMap<>();
    private final List<SlotRead> missing = new ArrayList<>();
    private final Map<SlotWeek, KnownSlots> known = new HashMap<>();
    private Instant oldest;
    private boolean stale;

    SlotReading(Collection<SlotRead> reads, Instant now) {
        this.reads = reads;
        this.oldest = now;
        reads.forEach(read -> SlotWeek.of(read).forEach(weeks::add));
    }

    Set<SlotWeek> weeks() {
        return weeks;
    }

    void use(SlotWeek week, KnownSlots slots, Source source) {
        known.put(week, slots);
        oldest = slots.readAt().isBefore(oldest) ? slots.readAt() : oldest;
        stale |= source == Source.STALE;
    }

    /** This search has to have it read. */
    void lead(SlotWeek week, SlotFlight flight) {
        if (!missing.contains(flight.read())) {
            missing.add(flight.read());
        }
        open.put(week, flight);
    }

    /** Somebody else is reading it already. */
    void join(SlotWeek week, SlotFlight flight) {
        open.put(week, flight);
    }

    /** What is not known yet, each with the read that will bring it. */
    Map<SlotWeek, SlotFlight> open() {
        return open;
    }

    boolean leads(SlotFlight flight) {
        return missing.contains(flight.read());
    }

    /** What this search must read from Cal.com. */
    public List<SlotRead> missing() {
        return List.copyOf(missing);
    }

    public FreeSlots free() {
        var starts = new HashMap<Long, long[]>();
        for (var read : reads) {
            var all = SlotWeek.of(read)
                    .map(known::get)
                    .flatMapToLong(slots -> java.util.Arrays.stream(slots.starts()))
                    .toArray();
            starts.put(
                    read.eventTypeId(),
                    FreeSlots.between(
                            all, begins(read).getEpochSecond(), ends(read).getEpochSecond() - 1));
        }
        return FreeSlots.ofSorted(starts);
    }

    /** When the oldest part of it was read. */
    public Instant readAt() {
        return oldest;
    }

    /** Whether a part of it should be newer, but Cal.com cannot be asked. */
    public boolean stale() {
        return stale;
    }

    /** The first instant of the first day it covers. */
    public Instant from() {
        return reads.stream().map(SlotReading::begins).min(Instant::compareTo).orElse(Instant.EPOCH);
    }

    /** The last instant of the last day it covers. */
    public Instant to() {
        return reads.stream().map(SlotReading::ends).max(Instant::compareTo).orElse(Instant.EPOCH);
    }

    private static Instant begins(SlotRead read) {
        return midnight(read.firstDay());
    }

    private static Instant ends(SlotRead read) {
        return midnight(read.lastDay().plusDays(1));
    }

    private static Instant midnight(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
