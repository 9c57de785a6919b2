package dev.interlude.availability.search;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The best ways found so far, in whatever arrangement: no more than are asked for, and one for each start unless all are. */
final class BestWays {

    private final int limit;
    private final boolean all;
    private final TreeSet<Way> ways = new TreeSet<>();
    private final Map<Long, Way> byStart = new HashMap<>();

    BestWays(int limit, boolean all) {
        this.limit = limit;
        this.all = all;
    }

    /** Whether one that begins in this block could be among them. */
    boolean couldBeIn(Block block) {
        return ways.size() < limit || block.couldBeat(ways.last().candidate());
    }

    /** @return false if it is not good enough, so no worse one is */
    boolean add(Way way) {
        if (ways.size() == limit && way.compareTo(ways.last()) > 0) {
            return false;
        }
        if (!all) {
            var before = byStart.get(way.start());
            if (before != null && before.compareTo(way) <= 0) {
                return true;
            }
            forget(before);
        }
        if (ways.size() == limit) {
            forget(ways.last());
        }
        ways.add(way);
        byStart.put(way.start(), way);
        return true;
    }

    private void forget(Way way) {
        if (way != null) {
            ways.remove(way);
            byStart.remove(way.start());
        }
    }

    List<Offer> offers() {
        return ways.stream().map(Way::offer).toList();
    }
}
