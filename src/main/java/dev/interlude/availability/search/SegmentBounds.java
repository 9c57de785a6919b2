package dev.interlude.availability.search;

import dev.interlude.availability.slots.FreeSlots;
import java.util.Arrays;
import java.util.function.LongBinaryOperator;

/**
 * Starts of a segment and the lower bound of each.
 *
 * @param starts epoch seconds, ascending
 * @param least for each the cost of the best continuation, by {@link Weights} {@code a}; NEVER if there is none
 */
record SegmentBounds(long[] starts, long[] least) {

    static final long NEVER = Long.MAX_VALUE;
    static final SegmentBounds NONE = new SegmentBounds(new long[0], new long[0]);

    SegmentBounds between(long from, long to) {
        int first = FreeSlots.firstFrom(starts, from);
        int after = Math.max(first, FreeSlots.firstFrom(starts, to + 1));
        return new SegmentBounds(Arrays.copyOfRange(starts, first, after), Arrays.copyOfRange(least, first, after));
    }

    /** Recomputed from each bound and its start. */
    SegmentBounds map(LongBinaryOperator anew) {
        var mapped = new long[least.length];
        for (int i = 0; i < least.length; i++) {
            mapped[i] = least[i] == NEVER ? NEVER : anew.applyAsLong(least[i], starts[i]);
        }
        return new SegmentBounds(starts, mapped);
    }

    /** @param more for each start, or NEVER */
    SegmentBounds plus(long[] more) {
        var sum = new long[least.length];
        for (int i = 0; i < least.length; i++) {
            sum[i] = least[i] == NEVER || more[i] == NEVER ? NEVER : least[i] + more[i];
        }
        return new SegmentBounds(starts, sum);
    }

    /** @param others for each start another lower bound, or NEVER; the higher of both counts */
    SegmentBounds atLeast(long[] others) {
        var higher = new long[least.length];
        for (int i = 0; i < least.length; i++) {
            higher[i] = Math.max(least[i], others[i]);
        }
        return new SegmentBounds(starts, higher);
    }

    /** The starts of both, each with its better bound. */
    SegmentBounds or(SegmentBounds other, Steps steps) {
        if (starts.length == 0) {
            return other;
        }
        var all = new long[starts.length + other.starts.length];
        var best = new long[all.length];
        int size = 0;
        for (int i = 0, j = 0; i < starts.length || j < other.starts.length; size++) {
            long mine = i < starts.length ? starts[i] : Long.MAX_VALUE;
            long theirs = j < other.starts.length ? other.starts[j] : Long.MAX_VALUE;
            all[size] = Math.min(mine, theirs);
            best[size] = Math.min(mine <= theirs ? least[i++] : NEVER, theirs <= mine ? other.least[j++] : NEVER);
        }
        steps.take(size);
        return new SegmentBounds(Arrays.copyOf(all, size), Arrays.copyOf(best, size));
    }

    /**
     * The best bound from {@code soonest} seconds after each of some moments to its latest. Every start enters and
     * leaves once, however far apart they are, as in {@link Window}.
     *
     * @param moments ascending
     * @param latest for each, ascending too
     */
    long[] after(long[] moments, long soonest, long[] latest, Steps steps) {
        var found = new long[moments.length];
        var queue = new int[starts.length];
        int head = 0;
        int tail = 0;
        int fed = 0;
        for (int i = 0; i < moments.length; i++) {
            for (; fed < starts.length && starts[fed] <= latest[i]; fed++) {
                while (tail > head && least[fed] < least[queue[tail - 1]]) {
                    tail--;
                    steps.take(1);
                }
                queue[tail++] = fed;
            }
            while (head < tail && starts[queue[head]] < moments[i] + soonest) {
                head++;
            }
            found[i] = head < tail ? least[queue[head]] : NEVER;
        }
        steps.take(fed + head + moments.length);
        return found;
    }
}
