package dev.interlude.booking.move;

import dev.interlude.availability.slots.SlotRead;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Collects where the segments of a booking could go: the slots of each as if it were not booked. */
public final class MoveSlots {

    /** @param uid of the booking whose own time counts as free */
    public record Read(SlotRead slots, String uid) {}

    private final List<Read> reads;
    private final Instant from;
    private final Instant to;
    private final Map<Long, List<Instant>> starts = new ConcurrentHashMap<>();

    MoveSlots(List<Read> reads, Instant from, Instant to) {
        this.reads = reads;
        this.from = from;
        this.to = to;
    }

    /** What must be read from Cal.com. */
    public List<Read> reads() {
        return reads;
    }

    public Instant from() {
        return from;
    }

    public Instant to() {
        return to;
    }

    /** Adds free times read from Cal.com. */
    public void keep(Read read, List<Instant> its) {
        starts.put(read.slots().eventTypeId(), its);
    }

    Map<Long, List<Instant>> starts() {
        return Map.copyOf(starts);
    }
}
