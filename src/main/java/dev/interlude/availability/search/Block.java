package dev.interlude.availability.search;

import java.util.Comparator;

/**
 * Some hours of starts in one arrangement. The one with the better lower bound comes first, of equals the earlier.
 *
 * @param arrangement its place among all of the visit
 * @param from the first start, epoch seconds
 * @param to the last
 * @param bound no candidate that begins here has a better measure
 * @param rough whether it is too long to be searched at once, and its slots have not been looked at
 */
record Block(int arrangement, long from, long to, long bound, boolean rough) implements Comparable<Block> {

    private static final Comparator<Block> BEST_FIRST = Comparator.comparingLong(Block::bound)
            .thenComparingLong(Block::from)
            .thenComparingInt(Block::arrangement);

    /** Whether a candidate in this block could beat one from elsewhere; of the same start, one of another arrangement. */
    boolean couldBeat(Candidate candidate) {
        return bound < candidate.measure() || bound == candidate.measure() && from <= candidate.start();
    }

    @Override
    public int compareTo(Block other) {
        return BEST_FIRST.compare(this, other);
    }
}
