package dev.interlude.availability.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.stream.Stream;

/**
 * Some hours of starts, searched together.
 *
 * @param from the first start, epoch seconds
 * @param to the last
 * @param bound no candidate that begins here has a better measure
 */
record Block(long from, long to, long bound) {

    /** The blocks from the first to the last, each found only when it is asked for. */
    static Iterator<Block> inTurn(SearchInput input, long from, long to, long length) {
        return Stream.iterate(input.firstStart(from), start -> start <= to, start -> input.firstStart(start + length))
                .map(start -> new Block(start, Math.min(to, start + length - 1), 0))
                .iterator();
    }

    /** The blocks with the best lower bound first, of equals the earlier first. */
    static Iterator<Block> bestFirst(SegmentBounds bounds, long length) {
        var blocks = new ArrayList<Block>();
        var starts = bounds.starts();
        for (int i = 0; i < starts.length; ) {
            int first = i;
            long bound = SegmentBounds.NEVER;
            for (; i < starts.length && starts[i] < starts[first] + length; i++) {
                bound = Math.min(bound, bounds.least()[i]);
            }
            if (bound != SegmentBounds.NEVER) {
                blocks.add(new Block(starts[first], starts[i - 1], bound));
            }
        }
        blocks.sort(Comparator.comparingLong(Block::bound).thenComparingLong(Block::from));
        return blocks.iterator();
    }

    /** Whether a candidate in this block could beat one from elsewhere. */
    boolean couldBeat(Candidate candidate) {
        return bound < candidate.measure() || bound == candidate.measure() && from < candidate.start();
    }
}
