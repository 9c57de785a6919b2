package dev.interlude.availability.slots;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;

/**
 * The starts of one event type in one week, as read from Cal.com.
 *
 * @param starts epoch seconds, ascending, each once; not to be written to
 * @param dueAt when they should be read again
 * @param outdated whether a diary is known to have changed since: only used while Cal.com cannot be reached
 * @param unanswered whether the last refresh failed
 */
record KnownSlots(long[] starts, Instant readAt, Instant dueAt, boolean outdated, boolean unanswered) {

    static KnownSlots of(SlotWeek week, Collection<Instant> read, Instant readAt, Instant dueAt, boolean outdated) {
        var starts = read.stream()
                .filter(start -> !start.isBefore(week.begins()) && start.isBefore(week.ends()))
                .mapToLong(Instant::getEpochSecond)
                .sorted()
                .distinct()
                .toArray();
        return new KnownSlots(starts, readAt, dueAt, outdated, false);
    }

    KnownSlots outdatedNow() {
        return new KnownSlots(starts, readAt, dueAt, true, unanswered);
    }

    KnownSlots unansweredNow() {
        return new KnownSlots(starts, readAt, dueAt, outdated, true);
    }

    boolean isYounger(Duration age, Instant now) {
        return readAt.plus(age).isAfter(now);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KnownSlots that
                && Arrays.equals(starts, that.starts)
                && readAt.equals(that.readAt)
                && dueAt.equals(that.dueAt)
                && outdated == that.outdated
                && unanswered == that.unanswered;
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(starts) + readAt.hashCode();
    }

    @Override
    public String toString() {
        return "KnownSlots[%d starts, read at %s%s]".formatted(starts.length, readAt, outdated ? ", outdated" : "");
    }
}
