package dev.interlude.booking.move;

import dev.interlude.availability.slots.SlotRead;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Collects where the segments of a booking could go: the slots of each as if it were not booked. */
public final class MoveSlots {

    /**
     * @param uid of the booking whose own time counts as free; null: none
     * @param waiting the segment whose old booking may have to wait at one of these times; null: none
     */
    public record Read(SlotRead slots, String uid, UUID waiting) {

        Read(SlotRead slots, String uid) {
            this(slots, uid, null);
        }
    }

    private final List<Read> reads;
    private final Instant from;
    private final Instant to;
    private final Map<Long, List<Instant>> starts = new ConcurrentHashMap<>();
    private final Map<UUID, List<Instant>> waiting = new ConcurrentHashMap<>();

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
        if (read.waiting() == null) {
            starts.put(read.slots().eventTypeId(), its);
        } else {
            waiting.put(read.waiting(), its);
        }
    }

    Map<Long, List<Instant>> starts() {
        return Map.copyOf(starts);
    }

    List<Instant> waiting(UUID segment) {
        return waiting.getOrDefault(segment, List.of());
    }
}
