package dev.interlude.waitlist;

import dev.interlude.availability.slots.Interval;
import java.time.Instant;
import java.util.UUID;

/**
 * A time that may be free now.
 *
 * @param vacated whether one of ours had it, so that it is free; else only what was last read from Cal.com counts
 * @param after the last entry that was looked at
 */
public record FreedTime(UUID id, String staff, Interval during, boolean vacated, Place after) {

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
