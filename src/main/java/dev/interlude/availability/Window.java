package dev.interlude.availability;

/**
 * The cheapest start of one staff member within a stretch of time that only ever moves forward. Every start enters and
 * leaves once, so a whole pass costs as many steps as there are starts, however wide the stretch (a monotonic queue).
 */
final class Window {

    private final Stage stage;
    private final int staff;
    private final int side;
    private final int[] queue;
    private int head;
    private int tail;
    private int fed;
    private long steps;

    /** @param side 1 where a later start means a pause farther from the preferred, -1 where it means a closer one */
    Window(Stage stage, int staff, int side) {
        this.stage = stage;
        this.staff = staff;
        this.side = side;
        this.queue = new int[stage.times.length];
    }

    /** The index of the cheapest start in {@code [from, to]}, the earlier of equals, or -1. Neither bound may ever go back. */
    int best(long from, long to) {
        for (; fed < stage.times.length && stage.times[fed] <= to; fed++) {
            if (stage.leads(staff, fed)) {
                while (tail > head && cheaper(fed, queue[tail - 1])) {
                    steps++;
                    tail--;
                }
                queue[tail++] = fed;
            }
        }
        while (head < tail && stage.times[queue[head]] < from) {
            steps++;
            head++;
        }
        return head < tail ? queue[head] : -1;
    }

    /** Starts that entered and left so far. */
    long steps() {
        return steps + fed;
    }

    /** On one side of the preferred pause, its distance is the start plus something equal for all: so compare the starts. */
    private boolean cheaper(int one, int other) {
        var weights = stage.weights;
        long later = side * (stage.times[one] - stage.times[other]);
        long a = stage.a[staff][one] - stage.a[staff][other] + later * weights.pauseA();
        if (a != 0) {
            return a < 0;
        }
        long b = stage.b[staff][one] - stage.b[staff][other] + later * weights.pauseB();
        return b != 0 ? b < 0 : stage.c[staff][one] < stage.c[staff][other];
    }
}
