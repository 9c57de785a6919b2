package dev.interlude.availability.search;

import dev.interlude.availability.slots.FreeSlots;

/**
 * The cheapest start of one staff member within a stretch of time that only ever moves forward. Every start enters and
 * leaves once, so a whole pass costs as many steps as there are starts, however wide the stretch (a monotonic queue).
 */
final class Window {

    private final long[] times;
    private final Costs costs;
    private final int firstPath;
    private final long laterA;
    private final long laterB;
    private final Steps steps;
    private final int[] queue;
    private int head;
    private int tail;
    private int fed;

    /**
     * @param from epoch seconds; no start before it is ever asked for
     * @param side 1 where a later start means a pause farther from the preferred, -1 where it means a closer one
     */
    Window(Stage stage, int staff, int side, long from) {
        times = stage.times;
        costs = stage.costs;
        firstPath = stage.path(staff, 0);
        laterA = side * stage.weights.pauseA();
        laterB = side * stage.weights.pauseB();
        steps = stage.input.steps();
        fed = FreeSlots.firstFrom(times, from);
        queue = new int[times.length - fed];
    }

    /** The index of the cheapest start in {@code [from, to]}, the earlier of equals, or -1. Neither bound may ever go back. */
    int best(long from, long to) {
        for (; fed < times.length && times[fed] <= to; fed++) {
            steps.take(1);
            if (costs.exists(firstPath + fed)) {
                while (tail > head && cheaper(fed, queue[tail - 1])) {
                    steps.take(1);
                    tail--;
                }
                queue[tail++] = fed;
            }
        }
        while (head < tail && times[queue[head]] < from) {
            steps.take(1);
            head++;
        }
        return head < tail ? queue[head] : -1;
    }

    /** On one side of the preferred pause, its distance is the start plus something equal for all: so compare the starts. */
    private boolean cheaper(int one, int other) {
        int path = firstPath + one;
        int than = firstPath + other;
        long later = times[one] - times[other];
        return Costs.compare(
                        costs.a[path] + later * laterA,
                        costs.b[path] + later * laterB,
                        costs.c[path],
                        costs.a[than],
                        costs.b[than],
                        costs.c[than])
                < 0;
    }
}
