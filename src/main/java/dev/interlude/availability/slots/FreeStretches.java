package dev.interlude.availability.slots;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * The stretches of time that slots cover, in epoch seconds. Between them the staff member is occupied or there is less
 * time than any slot takes: this reveals appointments made in Cal.com.
 */
public final class FreeStretches {

    /** The start of each stretch to its end; they neither overlap nor touch. */
    private final TreeMap<Long, Long> stretches = new TreeMap<>();

    /**
     * Adds what the slots of one event type cover. Slots follow each other without a break when they are as far apart as
     * the closest of them, or not farther than their length.
     *
     * @param starts epoch seconds, ascending
     */
    public void add(long[] starts, long length) {
        long closest = Long.MAX_VALUE;
        for (int i = 1; i < starts.length; i++) {
            closest = Math.min(closest, starts[i] - starts[i - 1]);
        }
        for (int i = 0; i < starts.length; ) {
            long begin = starts[i++];
            while (i < starts.length && starts[i] - starts[i - 1] <= Math.max(closest, length)) {
                i++;
            }
            cover(begin, starts[i - 1] + length);
        }
    }

    private void cover(long begin, long end) {
        var before = stretches.floorEntry(begin);
        long from = before != null && before.getValue() >= begin ? before.getKey() : begin;
        long to = end;
        for (var next = stretches.ceilingEntry(from);
                next != null && next.getKey() <= to;
                next = stretches.ceilingEntry(from)) {
            to = Math.max(to, next.getValue());
            stretches.remove(next.getKey());
        }
        stretches.put(from, to);
    }

    public LongStream begins() {
        return stretches.keySet().stream().mapToLong(Long::longValue);
    }

    Map<Long, Long> all() {
        return stretches;
    }

    /** Where the stretch around a covered second begins. */
    public long beginBefore(long second) {
        return stretches.floorKey(second);
    }

    /** Where it ends. */
    public long endAfter(long second) {
        return stretches.floorEntry(second).getValue();
    }
}
