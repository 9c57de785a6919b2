package dev.interlude.availability.search;

import dev.interlude.availability.OfferQuery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The blocks of one arrangement, each found only when it is asked for. Unless the earliest are wanted, days are looked at
 * first by their {@link BestCase}, then by the {@link LowerBounds} of their blocks.
 */
final class Blocks {

    private static final long SHORT_BLOCK = Duration.ofHours(4).toSeconds();
    private static final long DAY = Duration.ofDays(1).toSeconds();

    private final int arrangement;
    private final SearchInput input;
    private final long first;
    private final long last;
    private final long length;
    private final long best;

    Blocks(int arrangement, SearchInput input, OfferQuery query) {
        this.arrangement = arrangement;
        this.input = input;
        first = BusyTime.roundedUp(query.from());
        last = BusyTime.roundedUp(query.to()) - 1;
        // Later segments reach as far beyond a block as the pauses can differ. Shorter blocks would look at most slots
        // twice.
        var service = query.service();
        length = Math.max(SHORT_BLOCK, (service.maxMinutes() - service.minMinutes()) * 60L);
        best = BestCase.measure(input);
    }

    List<Block> first() {
        return from(first);
    }

    /** What comes behind a block, or is in it. */
    List<Block> behind(Block block) {
        if (input.order() == Order.EARLIEST) {
            return from(block.to() + 1);
        }
        var blocks = new ArrayList<Block>();
        if (block.rough()) {
            blocks.addAll(from(block.to() + 1));
            addBounded(LowerBounds.of(input, block.from(), block.to()), blocks);
        }
        return blocks;
    }

    private List<Block> from(long soonest) {
        long start = input.firstStart(soonest);
        return start > last
                ? List.of()
                : List.of(new Block(
                        arrangement,
                        start,
                        Math.min(last, start + together() - 1),
                        best,
                        input.order() != Order.EARLIEST));
    }

    /** Seconds that are looked at together at first: long enough that few slots are looked at twice. */
    private long together() {
        return switch (input.order()) {
            case EARLIEST -> length;
            case SHORTEST, FEWEST_CHANGES -> (Math.max(DAY, 3 * length) + length - 1) / length * length;
            case TIGHTEST -> last - first + 1; // the best case is too rare to find enough of it in the first days
        };
    }

    private void addBounded(SegmentBounds bounds, List<Block> blocks) {
        var starts = bounds.starts();
        for (int i = 0; i < starts.length; ) {
            int begin = i;
            long bound = SegmentBounds.NEVER;
            for (; i < starts.length && starts[i] < starts[begin] + length; i++) {
                bound = Math.min(bound, bounds.least()[i]);
            }
            if (bound != SegmentBounds.NEVER) {
                blocks.add(new Block(arrangement, starts[begin], starts[i - 1], bound, false));
            }
        }
    }
}
