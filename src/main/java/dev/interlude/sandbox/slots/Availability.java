package dev.interlude.sandbox.slots;

import dev.interlude.sandbox.model.Booking;
import dev.interlude.sandbox.model.EventType;
import dev.interlude.sandbox.model.Range;
import dev.interlude.sandbox.model.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** When the host of an event type is free: their hours without their bookings and the buffers around these. */
public final class Availability {
    /** Farther than any booking with its buffers reaches. */
    private static final Duration MARGIN = Duration.ofHours(12);

    private final Store store;

    public Availability(Store store) {
        this.store = store;
    }

    /**
     * Free time of the event type's host between two instants.
     *
     * @param except the uid of a booking that counts as gone because it is being moved; null for none
     */
    public List<Range> free(EventType type, Instant from, Instant to, String except) {
        var hours = WorkingHours.between(store.schedule(type), from, to);
        return Range.subtract(hours, busy(type, from, to, except));
    }

    public boolean isFree(EventType type, Range time, String except) {
        var hours = WorkingHours.between(
                store.schedule(type), time.start().minus(MARGIN), time.end().plus(MARGIN));
        return hours.stream().anyMatch(h -> h.covers(time))
                && busy(type, time.start(), time.end(), except).stream().noneMatch(time::overlaps);
    }

    private List<Range> busy(EventType type, Instant from, Instant to, String except) {
        return store.ofHost(type.ownerId(), from.minus(MARGIN), to.plus(MARGIN)).stream()
                .filter(Booking::takesTime)
                .filter(b -> !b.uid.equals(except))
                // Seats of the same event type do not keep others from joining.
                .filter(b -> !(b.seated && b.eventTypeId == type.id()))
                .map(b -> new Range(
                        b.start.minus(b.bufferBefore).minus(type.bufferAfter()),
                        b.end.plus(b.bufferAfter).plus(type.bufferBefore())))
                .toList();
    }
}
