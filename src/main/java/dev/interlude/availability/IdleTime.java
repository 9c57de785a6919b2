package dev.interlude.availability;

import dev.interlude.catalog.Service;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Measures the idle time beside a segment, as {@link Diary} defines it. */
final class IdleTime {

    /** Room for the sum of both sides, below the sum of the shorter sides: 2^30 seconds. */
    private static final int BOTH_SIDES_BITS = 30;

    /** One local day of one staff member, as far as it is known; epoch seconds. */
    private static final class Day {
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
    }

    private final ZoneId zone;
    private final Map<String, BusyTime> busy = new HashMap<>();
    private final Map<String, FreeStretches> free = new HashMap<>();
    /** Staff id to their days by the first second of each. */
    private final Map<String, TreeMap<Long, Day>> days = new HashMap<>();

    IdleTime(Service service, FreeSlots slots, Diary diary) {
        zone = diary.zone();
        for (var segment : service.segments()) {
            segment.eventTypes().forEach((staff, id) -> addFree(staff, slots.starts(id), segment.minutes() * 60L));
        }
        diary.busy().forEach(this::addBusy);
    }

    private void addFree(String staff, long[] starts, long length) {
        free.computeIfAbsent(staff, s -> new FreeStretches()).add(starts, length);
        var theirs = days.computeIfAbsent(staff, s -> new TreeMap<>());
        Day day = null;
        for (long start : starts) {
            // Starts ascend, so the calendar is asked once a day and not once a slot.
            if (day == null || start >= day.next) {
                day = dayOf(theirs, start);
            }
            day.include(start, start + length);
        }
    }

    private void addBusy(String staff, List<Interval> intervals) {
        var theirs = days.computeIfAbsent(staff, s -> new TreeMap<>());
        intervals.forEach(i -> dayOf(theirs, i.start().getEpochSecond())
                .include(i.start().getEpochSecond(), BusyTime.roundedUp(i.end())));
        busy.put(staff, BusyTime.of(intervals));
    }

    private Day dayOf(TreeMap<Long, Day> theirs, long second) {
        var known = theirs.floorEntry(second);
        if (known != null && second < known.getValue().next) {
            return known.getValue();
        }
        var date = Instant.ofEpochSecond(second).atZone(zone).toLocalDate();
        var day = new Day(date.plusDays(1).atStartOfDay(zone).toEpochSecond());
        theirs.put(date.atStartOfDay(zone).toEpochSecond(), day);
        return day;
    }

    /** A number that adds up over the segments of an offer and is smaller for the tighter offer. */
    long beside(String staff, long start, long end) {
        var day = days.get(staff).floorEntry(start).getValue();
        var theirs = busy.getOrDefault(staff, BusyTime.NONE);
        var stretches = free.get(staff);
        long left = Math.max(stretches.beginBefore(start), theirs.lastEndBefore(start));
        long right = Math.min(stretches.endAfter(start), theirs.nextStartFrom(start));
        long before = Math.max(0, start - Math.max(day.open, left));
        long after = Math.max(0, Math.min(day.close, right) - end);
        return (Math.min(before, after) << BOTH_SIDES_BITS) + before + after;
    }
}
