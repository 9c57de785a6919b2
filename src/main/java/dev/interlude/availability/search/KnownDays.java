package dev.interlude.availability.search;

import dev.interlude.availability.slots.Interval;
import java.time.Instant;
import java.time.ZoneId;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** The local days of one staff member, each as far as a free slot or a busy interval is known on it; epoch seconds. */
final class KnownDays {

    static final class Day {
        private final long next;
        private long open = Long.MAX_VALUE;
        private long close = Long.MIN_VALUE;

        private Day(long next) {
            this.next = next;
        }

        private void include(long start, long end) {
            open = Math.min(open, start);
            close = Math.max(close, end);
        }

        long open() {
            return open;
        }

        long close() {
            return close;
        }
    }

    private final ZoneId zone;
    /** By the first second of each. */
    private final TreeMap<Long, Day> days = new TreeMap<>();

    KnownDays(ZoneId zone) {
        this.zone = zone;
    }

    /** @param starts epoch seconds, ascending, so that the calendar is asked once a day and not once a slot */
    void include(long[] starts, long length) {
        for (int i = 0; i < starts.length; ) {
            var day = dayOf(starts[i]);
            for (; i < starts.length && starts[i] < day.next; i++) {
                day.include(starts[i], starts[i] + length);
            }
        }
    }

    void include(Interval busy) {
        long start = busy.start().getEpochSecond();
        dayOf(start).include(start, BusyTime.roundedUp(busy.end()));
    }

    private Day dayOf(long second) {
        var known = days.floorEntry(second);
        if (known != null && second < known.getValue().next) {
            return known.getValue();
        }
        var date = Instant.ofEpochSecond(second).atZone(zone).toLocalDate();
        var day = new Day(date.plusDays(1).atStartOfDay(zone).toEpochSecond());
        days.put(date.atStartOfDay(zone).toEpochSecond(), day);
        return day;
    }

    LongStream begins() {
        return days.keySet().stream().mapToLong(Long::longValue);
    }

    /** The day of a second that something is known of. */
    Day at(long second) {
        return days.floorEntry(second).getValue();
    }
}
