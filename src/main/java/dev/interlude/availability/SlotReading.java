package dev.interlude.availability;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Free times while they are gathered: some known from before, the missing ones read side by side. */
public final class SlotReading {

    private final Collection<SlotRead> reads;
    private final List<SlotRead> missing = new ArrayList<>();
    private final Map<Long, Collection<Instant>> starts = new ConcurrentHashMap<>();
    private final long changesSeen;
    private volatile Instant oldest;

    SlotReading(Collection<SlotRead> reads, Instant now, long changesSeen) {
        this.reads = reads;
        this.oldest = now;
        this.changesSeen = changesSeen;
    }

    void known(SlotRead read, Collection<Instant> its, Instant readAt) {
        starts.put(read.eventTypeId(), its);
        if (readAt.isBefore(oldest)) {
            oldest = readAt;
        }
    }

    void lacks(SlotRead read) {
        missing.add(read);
    }

    /** How many times anybody's diary had changed when the reading began. */
    long changesSeen() {
        return changesSeen;
    }

    /** What must be read from Cal.com. */
    public List<SlotRead> missing() {
        return List.copyOf(missing);
    }

    public FreeSlots free() {
        return FreeSlots.of(starts);
    }

    /** When the oldest part of it was read. */
    public Instant readAt() {
        return oldest;
    }

    /** The first instant of the first day it covers. */
    public Instant from() {
        return edge(
                reads.stream().map(SlotRead::firstDay).min(LocalDate::compareTo).orElse(LocalDate.EPOCH));
    }

    /** The last instant of the last day it covers. */
    public Instant to() {
        return edge(reads.stream()
                .map(SlotRead::lastDay)
                .max(LocalDate::compareTo)
                .map(day -> day.plusDays(1))
                .orElse(LocalDate.EPOCH));
    }

    private static Instant edge(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
