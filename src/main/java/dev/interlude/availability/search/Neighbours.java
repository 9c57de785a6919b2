package dev.interlude.availability.search;

import dev.interlude.availability.slots.FreeSlots;
import dev.interlude.availability.slots.FreeStretches;
import java.util.stream.LongStream;

/**
 * The nearest neighbours in the diary of one staff member, before and after each second. They change where a day or a free
 * stretch begins and where a busy interval has begun, and nowhere else.
 *
 * @param changes epoch seconds, ascending
 * @param before since each change: where the neighbour before ends
 * @param after since each change: where the neighbour after begins
 */
record Neighbours(long[] changes, long[] before, long[] after) {

    /** Room for the sum of both sides, below the sum of the shorter sides: 2^30 seconds. */
    private static final int BOTH_SIDES_BITS = 30;

    static Neighbours of(FreeStretches free, BusyTime busy, KnownDays days) {
        long first = free.begins().findFirst().orElse(Long.MAX_VALUE);
        var changes = LongStream.concat(days.begins(), LongStream.concat(free.begins(), busy.haveBegun()))
                .filter(change -> change >= first)
                .sorted()
                .distinct()
                .toArray();
        var before = new long[changes.length];
        var after = new long[changes.length];
        for (int i = 0; i < changes.length; i++) {
            long at = changes[i];
            var day = days.at(at);
            before[i] = Math.max(day.open(), Math.max(free.beginBefore(at), busy.lastEndBefore(at)));
            after[i] = Math.min(day.close(), Math.min(free.endAfter(at), busy.nextStartFrom(at)));
        }
        return new Neighbours(changes, before, after);
    }

    /**
     * The idle time beside a segment at each start: numbers that add up over the segments of an offer and are smaller for
     * the tighter offer.
     *
     * @param starts free ones, ascending
     */
    long[] idleBeside(long[] starts, long length) {
        var idle = new long[starts.length];
        int since = starts.length == 0 ? 0 : FreeSlots.firstFrom(changes, starts[0] + 1) - 1;
        for (int i = 0; i < starts.length; i++) {
            while (since + 1 < changes.length && changes[since + 1] <= starts[i]) {
                since++;
            }
            long left = Math.max(0, starts[i] - before[since]);
            long right = Math.max(0, after[since] - starts[i] - length);
            idle[i] = (Math.min(left, right) << BOTH_SIDES_BITS) + left + right;
        }
        return idle;
    }
}
