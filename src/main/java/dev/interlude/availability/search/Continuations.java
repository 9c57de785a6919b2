package dev.interlude.availability.search;

import static dev.interlude.availability.search.Stage.NONE;

import dev.interlude.catalog.StaffRule;
import dev.interlude.catalog.Terms;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The cheapest continuations from each start of a segment to the next segment, for staff who need equally long for it.
 *
 * <p>Continuing costs the same for each of them, apart from a change of staff. So only the cheapest start of each
 * next staff member counts, and of these only the two cheapest: the same person, or the cheapest other one.
 */
final class Continuations {

    private final Stage stage;
    private final Stage next;
    private final Terms terms;
    private final List<Integer> group;
    private final Window[] shorter;
    private final Window[] longer;
    /** For each next staff member: their cheapest start. */
    private final int[] starts;
    /** For each next staff member: the cost from there on, pause included. */
    private final Costs costs;

    private int cheapest;
    private int second;

    /**
     * @param next the stage of the segment after
     * @param group the staff of the stage with these terms
     */
    Continuations(Stage stage, Stage next, Terms terms, List<Integer> group) {
        this.stage = stage;
        this.next = next;
        this.terms = terms;
        this.group = group;
        int others = next.staff();
        shorter = windows(others, -1);
        longer = windows(others, 1);
        starts = new int[others];
        costs = new Costs(others);
    }

    private Window[] windows(int others, int side) {
        long from = stage.times.length == 0 ? 0 : stage.soonestNext(terms, 0);
        return IntStream.range(0, others)
                .mapToObj(n -> new Window(next, n, side, from))
                .toArray(Window[]::new);
    }

    /** Finds the cheapest continuation for each staff member at every start. */
    void lead() {
        for (int time = 0; time < stage.times.length; time++) {
            lead(time);
        }
    }

    /** The same at one start; starts may only be asked for in their order. */
    void lead(int time) {
        var rule = next.choice.segment().staffRule();
        rankNext(time);
        for (int s : group) {
            if (stage.isFree(s, time)) {
                int same = stage.same(s);
                int stays = rule == StaffRule.DIFFERENT ? NONE : same;
                int other = rule == StaffRule.SAME ? NONE : cheapest == same ? second : cheapest;
                // In the order of the catalog, for only a strictly cheaper path replaces another.
                lead(s, time, Math.min(stays, other));
                lead(s, time, Math.max(stays, other));
            }
        }
        stage.input.steps().take(group.size() + (long) next.staff());
    }

    private void lead(int staff, int time, int n) {
        if (n != NONE && costs.exists(n)) {
            var weights = stage.weights;
            long change = stage.changes(staff, n);
            stage.lead(
                    stage.path(staff, time),
                    costs.a[n] + change * weights.changeA() + stage.idle(staff, time) * weights.idleA(),
                    costs.b[n] + change * weights.changeB(),
                    costs.c[n] + change * weights.changeC(),
                    next.path(n, starts[n]));
        }
    }

    private void rankNext(int time) {
        long start = stage.times[time];
        long preferred = start + (terms.minutes() + terms.pause().preferred()) * 60L;
        cheapest = NONE;
        second = NONE;
        long soonest = stage.soonestNext(terms, time);
        long latest = stage.latestNext(terms, time);
        for (int n = 0; n < starts.length; n++) {
            costs.forget(n);
            if (stage.mayContinueWith(n)) {
                consider(n, shorter[n].best(soonest, Math.min(preferred, latest)), preferred);
                consider(n, longer[n].best(Math.max(soonest, preferred + 1), latest), preferred);
            }
            rank(n);
        }
    }

    // Only a strictly cheaper one goes before: staff come in the order of the catalog, and near starts before far ones.
    private void consider(int n, int start, long preferred) {
        if (start < 0) {
            return;
        }
        var weights = stage.weights;
        int path = next.path(n, start);
        long pause = Math.abs(next.times[start] - preferred);
        long a = next.costs.a[path] + pause * weights.pauseA();
        long b = next.costs.b[path] + pause * weights.pauseB();
        long c = next.costs.c[path];
        if (Costs.compare(a, b, c, costs.a[n], costs.b[n], costs.c[n]) < 0) {
            costs.set(n, a, b, c);
            starts[n] = start;
        }
    }

    private void rank(int n) {
        if (!costs.exists(n)) {
            return;
        }
        if (cheapest == NONE || costs.cheaper(n, cheapest)) {
            second = cheapest;
            cheapest = n;
        } else if (second == NONE || costs.cheaper(n, second)) {
            second = n;
        }
    }
}
