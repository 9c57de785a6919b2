package dev.interlude.availability.slots;

import dev.interlude.availability.search.BusyTime;
import dev.interlude.catalog.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** When each event type can start, as last read from Cal.com, less what was taken since. Immutable. */
public final class FreeSlots {

    private static final long[] NONE = {};

    /** Event type id to its starts: epoch seconds, ascending, each once. */
    private final Map<Long, long[]> starts;

    private FreeSlots(Map<Long, long[]> starts) {
        this.starts = starts;
    }

    /** @param startsByEventType in any order; doubles count once */
    public static FreeSlots of(Map<Long, ? extends Collection<Instant>> startsByEventType) {
        var starts = new HashMap<Long, long[]>();
        startsByEventType.forEach((id, instants) -> starts.put(
                id,
                instants.stream()
                        .mapToLong(Instant::getEpochSecond)
                        .sorted()
                        .distinct()
                        .toArray()));
        return new FreeSlots(starts);
    }

    /** @param startsByEventType epoch seconds, ascending, each once; taken over as they are */
    static FreeSlots ofSorted(Map<Long, long[]> startsByEventType) {
        return new FreeSlots(Map.copyOf(startsByEventType));
    }

    /**
     * What remains when the staff are occupied: a start goes if its segment would overlap an interval of its staff member.
     *
     * @param held staff id to the intervals in which they are taken, in any order
     */
    public FreeSlots without(Service service, Map<String, List<Interval>> held) {
        var remaining = new HashMap<>(starts);
        var occupied = new HashMap<String, BusyTime>();
        held.forEach((staff, intervals) -> occupied.put(staff, BusyTime.of(intervals)));
        for (var segment : service.segments()) {
            segment.eventTypes().forEach((staff, id) -> {
                long length = segment.minutes(staff) * 60L;
                var busy = occupied.get(staff);
                if (busy != null && remaining.containsKey(id)) {
                    remaining.computeIfPresent(id, (same, all) -> Arrays.stream(all)
                            .filter(start -> busy.isFree(start, start + length))
                            .toArray());
                }
            });
        }
        return new FreeSlots(remaining);
    }

    /** What remains when nothing more may begin on a full day; the end of what began the day before may. */
    public FreeSlots without(Service service, FullDays full) {
        if (full.isEmpty()) {
            return this;
        }
        var remaining = new HashMap<>(starts);
        for (var segment : service.segments()) {
            var first = segment.equals(service.segments().get(0));
            var closed = first ? closed(service, full) : List.<Interval>of();
            segment.eventTypes().forEach((staff, id) -> {
                var days = new ArrayList<>(full.staff().getOrDefault(staff, List.of()));
                days.addAll(closed);
                var busy = BusyTime.of(days);
                remaining.computeIfPresent(id, (same, all) -> Arrays.stream(all)
                        .filter(start -> busy.isFree(start, start + 1))
                        .toArray());
            });
        }
        return new FreeSlots(remaining);
    }

    /** The same with one more start of an event type. */
    public FreeSlots with(long eventTypeId, Instant start) {
        var more = new HashMap<>(starts);
        more.put(eventTypeId, union(starts(eventTypeId), new long[] {start.getEpochSecond()}));
        return new FreeSlots(more);
    }

    private static List<Interval> closed(Service service, FullDays full) {
        return service.parts().stream()
                .flatMap(part -> full.services().getOrDefault(part.id(), List.of()).stream())
                .toList();
    }

    public boolean isFree(long eventTypeId, Instant start) {
        return start.getNano() == 0 && Arrays.binarySearch(starts(eventTypeId), start.getEpochSecond()) >= 0;
    }

    /** The stretches of time within which an event type is free, in order. */
    public List<Interval> stretches(long eventTypeId, Duration length) {
        var covered = new FreeStretches();
        covered.add(starts(eventTypeId), length.toSeconds());
        return covered.all().entrySet().stream()
                .map(s -> new Interval(Instant.ofEpochSecond(s.getKey()), Instant.ofEpochSecond(s.getValue())))
                .toList();
    }

    /** Epoch seconds, ascending; not to be written to. */
    public long[] starts(long eventTypeId) {
        return starts.getOrDefault(eventTypeId, NONE);
    }

    /** The index of the first start at or after a second; the length if there is none. */
    public static int firstFrom(long[] starts, long second) {
        // Not Arrays.binarySearch: among equals it finds any, and busy intervals may begin together.
        int low = 0;
        int high = starts.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (starts[middle] < second) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The starts in {@code [from, to]}. */
    public static long[] between(long[] starts, long from, long to) {
        int first = firstFrom(starts, from);
        int after = to == Long.MAX_VALUE ? starts.length : firstFrom(starts, to + 1);
        return Arrays.copyOfRange(starts, first, Math.max(first, after));
    }

    /** The starts of all, each once. */
    public static long[] union(long[]... startsOfEach) {
        var all = NONE;
        for (var starts : startsOfEach) {
            all = union(all, starts);
        }
        return all;
    }

    private static long[] union(long[] some, long[] others) {
        var all = new long[some.length + others.length];
        int size = 0;
        for (int i = 0, j = 0; i < some.length || j < others.length; size++) {
            long start = Math.min(
                    i < some.length ? some[i] : Long.MAX_VALUE, j < others.length ? others[j] : Long.MAX_VALUE);
            all[size] = start;
            i += i < some.length && some[i] == start ? 1 : 0;
            j += j < others.length && others[j] == start ? 1 : 0;
        }
        return Arrays.copyOf(all, size);
    }
}
