package dev.interlude.availability;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;

/** The ways that begin in one stage, best first, each worked out only when it is asked for. */
final class Ways implements Iterator<Way> {

    private final PriorityQueue<Way> open;
    private final boolean all;

    private Ways(List<Way> begun, boolean all) {
        this.open = new PriorityQueue<>(begun);
        this.all = all;
    }

    /** For each start the best. */
    static Ways oneForEachStart(Stage first) {
        var ways = new ArrayList<Way>();
        for (int time = 0; time < first.times.length; time++) {
            int best = first.cheapestStaff(time);
            if (best >= 0) {
                ways.add(new Way(first, best, time));
            }
        }
        return new Ways(ways, false);
    }

    /** Every combination of staff and starts. */
    static Ways all(Stage first) {
        var ways = new ArrayList<Way>();
        for (int time = 0; time < first.times.length; time++) {
            for (int staff = 0; staff < first.staff(); staff++) {
                if (first.leads(staff, time)) {
                    ways.add(new Way(first, staff, time));
                }
            }
        }
        return new Ways(ways, true);
    }

    @Override
    public boolean hasNext() {
        return !open.isEmpty();
    }

    /**
     * A way that is not whole compares as the best of its continuations. So the first whole one to reach the front is the
     * best of all that are left.
     */
    @Override
    public Way next() {
        var way = open.remove();
        while (all && !way.isWhole()) {
            addContinuations(way);
            way = open.remove();
        }
        return way;
    }

    private void addContinuations(Way way) {
        var stage = way.stage();
        var pause = stage.choice.segment().pause();
        long end = stage.times[way.time()] + stage.choice.seconds();
        int first = FreeSlots.firstFrom(stage.next.times, end + pause.min() * 60L);
        for (int time = first; time < stage.next.times.length; time++) {
            if (stage.next.times[time] > end + pause.max() * 60L) {
                return;
            }
            for (int staff = 0; staff < stage.next.staff(); staff++) {
                if (stage.next.leads(staff, time) && stage.allows(way.staff(), staff)) {
                    open.add(way.on(staff, time));
                }
            }
        }
    }
}
