package dev.interlude.availability;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.stream.Stream;

/**
 * Some hours in which a service may begin, searched at once.
 *
 * @param from the first start, epoch seconds
 * @param to the last
 * @param promise no way that begins here has a better measure
 */
record Block(long from, long to, long promise) {

    /** The blocks from the first to the last, each found only when it is asked for. */
    static Iterator<Block> inTurn(Material material, long from, long to, long length) {
        return Stream.iterate(
                        material.firstStart(from), start -> start <= to, start -> material.firstStart(start + length))
                .map(start -> new Block(start, Math.min(to, start + length - 1), 0))
                .iterator();
    }

    /** The blocks with the best promise first, of equals the earlier first. */
    static Iterator<Block> bestFirst(Promises promises, long length) {
        var blocks = new ArrayList<Block>();
        var starts = promises.starts();
        for (int i = 0; i < starts.length; ) {
            int first = i;
            long promise = Promises.NEVER;
            for (; i < starts.length && starts[i] < starts[first] + length; i++) {
                promise = Math.min(promise, promises.least()[i]);
            }
            if (promise != Promises.NEVER) {
                blocks.add(new Block(starts[first], starts[i - 1], promise));
            }
        }
        blocks.sort(Comparator.comparingLong(Block::promise).thenComparingLong(Block::from));
        return blocks.iterator();
    }

    /** Whether a way from here could come before another one, which does not begin here. */
    boolean couldBeat(Way way) {
        return promise < way.measure() || promise == way.measure() && from < way.start();
    }
}
