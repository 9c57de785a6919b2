package dev.interlude.availability.search;

import dev.interlude.availability.slots.FreeSlots;
import dev.interlude.availability.slots.Interval;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;

/** When one staff member is occupied, in epoch seconds, indexed for fast look-ups. */
public final class BusyTime {

    static final BusyTime NONE = of(List.of());

    private final long[] starts;
    /** The latest end among this interval and all before it; intervals may overlap. */
    private final long[] latestEnds;

    private BusyTime(long[] starts, long[] latestEnds) {
        this.starts = starts;
        this.latestEnds = latestEnds;
    }

    public static BusyTime of(List<Interval> intervals) {
        var sorted = intervals.stream()
                .filter(i -> i.start().isBefore(i.end()))
                .sorted(Comparator.comparing(Interval::start))
                .toList();
        var starts = new long[sorted.size()];
        var ends = new long[sorted.size()];
        for (int i = 0; i < starts.length; i++) {
            starts[i] = sorted.get(i).start().getEpochSecond();
            ends[i] = Math.max(roundedUp(sorted.get(i).end()), i == 0 ? Long.MIN_VALUE : ends[i - 1]);
        }
        return new BusyTime(starts, ends);
    }

    /** The first whole second at or after an instant. */
    static long roundedUp(Instant instant) {
        return instant.getEpochSecond() + (instant.getNano() > 0 ? 1 : 0);
    }

    public boolean isFree(long from, long to) {
        return lastEndBefore(to) <= from;
    }

    /** The latest end of what begins before a second, or {@link Long#MIN_VALUE}. */
    long lastEndBefore(long second) {
        int next = FreeSlots.firstFrom(starts, second);
        return next == 0 ? Long.MIN_VALUE : latestEnds[next - 1];
    }

    /** The first beginning at or after a second, or {@link Long#MAX_VALUE}. */
    long nextStartFrom(long second) {
        int next = FreeSlots.firstFrom(starts, second);
        return next == starts.length ? Long.MAX_VALUE : starts[next];
    }

    /** The seconds at which the results of {@link #lastEndBefore} and {@link #nextStartFrom} change. */
    LongStream haveBegun() {
        return Arrays.stream(starts).map(start -> start + 1);
    }
}
