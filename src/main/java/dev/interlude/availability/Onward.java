package dev.interlude.availability;

import static dev.interlude.availability.Stage.NOBODY;

import dev.interlude.catalog.StaffRule;
import java.util.stream.IntStream;

/**
 * Where the cheapest ways go on, from each start of a segment to the next segment.
 *
 * <p>Going on costs everybody the same, but for the change of staff. So of each who may come next only the cheapest start
 * counts, and of these only the two cheapest: whoever works now stays, or hands over to the cheapest who is somebody else.
 */
final class Onward {

    private final Stage here;
    private final Stage next;
    private final Window[] shorter;
    private final Window[] longer;
    /** By who comes next: the cheapest start of theirs. */
    private final int[] starts;
    /** By who comes next: what it costs from there on, and the pause before it. */
    private final Costs costs;

    private int cheapest;
    private int second;

    Onward(Stage here) {
        this.here = here;
        this.next = here.next;
        int others = next.staff();
        shorter = windows(others, -1);
        longer = windows(others, 1);
        starts = new int[others];
        costs = new Costs(others);
    }

    private Window[] windows(int others, int side) {
        return IntStream.range(0, others)
                .mapToObj(n -> new Window(next, n, side))
                .toArray(Window[]::new);
    }

    /** Finds the cheapest way on for everybody at every start. */
    void lead() {
        var rule = next.choice.segment().staffRule();
        for (int time = 0; time < here.times.length; time++) {
            lookOn(time);
            for (int s = 0; s < here.staff(); s++) {
                if (here.isFree(s, time)) {
                    int same = here.same(s);
                    int stays = rule == StaffRule.DIFFERENT ? NOBODY : same;
                    int other = rule == StaffRule.SAME ? NOBODY : cheapest == same ? second : cheapest;
                    // In the order of the catalog, for only a strictly cheaper way replaces another.
                    lead(s, time, Math.min(stays, other));
                    lead(s, time, Math.max(stays, other));
                }
            }
        }
        here.material.steps().take((long) here.times.length * (here.staff() + next.staff()));
    }

    private void lead(int staff, int time, int n) {
        if (n != NOBODY && costs.exists(n)) {
            var weights = here.weights;
            long change = here.changes(staff, n);
            here.lead(
                    here.way(staff, time),
                    costs.a[n] + change * weights.changeA() + here.idle(staff, time) * weights.idleA(),
                    costs.b[n] + change * weights.changeB(),
                    costs.c[n] + change * weights.changeC(),
                    next.way(n, starts[n]));
        }
    }

    private void lookOn(int time) {
        var pause = here.choice.segment().pause();
        long start = here.times[time];
        long preferred = start + here.choice.seconds() + pause.preferred() * 60L;
        cheapest = NOBODY;
        second = NOBODY;
        for (int n = 0; n < starts.length; n++) {
            costs.forget(n);
            consider(n, shorter[n].best(start + here.choice.leastToNext(), preferred), preferred);
            consider(n, longer[n].best(preferred + 1, start + here.choice.mostToNext()), preferred);
            rank(n);
        }
    }

    // Only a strictly cheaper one goes before: staff come in the order of the catalog, and near starts before far ones.
    private void consider(int n, int start, long preferred) {
        if (start < 0) {
            return;
        }
        var weights = here.weights;
        int way = next.way(n, start);
        long pause = Math.abs(next.times[start] - preferred);
        long a = next.costs.a[way] + pause * weights.pauseA();
        long b = next.costs.b[way] + pause * weights.pauseB();
        long c = next.costs.c[way];
        if (Costs.compare(a, b, c, costs.a[n], costs.b[n], costs.c[n]) < 0) {
            costs.set(n, a, b, c);
            starts[n] = start;
        }
    }

    private void rank(int n) {
        if (!costs.exists(n)) {
            return;
        }
        if (cheapest == NOBODY || costs.cheaper(n, cheapest)) {
            second = cheapest;
            cheapest = n;
        } else if (second == NOBODY || costs.cheaper(n, second)) {
            second = n;
        }
    }
}
