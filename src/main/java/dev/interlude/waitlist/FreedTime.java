package dev.interlude.waitlist;

import dev.interlude.availability.slots.Interval;
import dev.interlude.catalog.Service;
import java.time.Instant;
import java.util.UUID;

/**
 * A time that may be free now: of a person, or of a unit of a resource.
 *
 * @param staff null: of a unit
 * @param kind of the resource; null: of a person
 * @param vacated whether one of ours had it, so that it is free; else only what was last read from Cal.com counts
 * @param after the last entry that was looked at
 */
public record FreedTime(UUID id, String staff, String kind, Interval during, boolean vacated, Place after) {

    /** Whether an appointment of that service could use it. */
    public boolean serves(Service service) {
        return kind == null
                ? service.segments().stream()
                        .anyMatch(segment -> segment.eventTypes().containsKey(staff))
                : service.needs().contains(kind);
    }

    /** A place on the waiting list: behind an entry. */
    public record Place(Instant since, UUID entry) {

        public static final Place FIRST = new Place(Instant.EPOCH, new UUID(0, 0));

        public static Place of(Entry entry) {
            return new Place(entry.since(), entry.id());
        }

        /** As the database orders them. */
        public boolean isBehind(Place other) {
            var order = since.compareTo(other.since);
            return order > 0 || order == 0 && entry.toString().compareTo(other.entry.toString()) > 0;
        }
    }
}
