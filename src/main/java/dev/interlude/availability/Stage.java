package dev.interlude.availability;

import java.util.Arrays;

/**
 * Every start of one segment within a stretch of time, by staff member, and for each the cheapest way from there to the end
 * of the service. Built from the last segment back to the first.
 */
final class Stage {

    private static final long NEVER = Long.MAX_VALUE;
    private static final long OCCUPIED = -1;

    final Choice choice;
    final Weights weights;
    /** The stage of the segment after, or null. */
    final Stage next;
    /** Epoch seconds at which anybody is free, ascending. */
    final long[] times;
    /** What the cheapest way costs from here on, by staff and time; {@code a} is NEVER where none leads to the end. */
    final long[][] a;

    final long[][] b;
    final long[][] c;
    /** The idle time beside this segment alone; OCCUPIED where the staff member is not free. */
    private final long[][] idle;
    /** Where the cheapest way goes: time index times the staff of the next stage, plus staff. */
    private final int[][] follow;

    /** Starts and ways looked at to build this stage: what it costs, whatever the machine. */
    private long steps;

    private final boolean[][] allowed;
    private final int[][] changes;

    /** @param idleTime null where the order does not ask for it */
    Stage(Choice choice, Weights weights, FreeSlots slots, long from, long to, IdleTime idleTime, Stage next) {
        this.choice = choice;
        this.weights = weights;
        this.next = next;
        int staff = choice.staff().size();
        var free = new long[staff][];
        for (int s = 0; s < staff; s++) {
            free[s] = FreeSlots.between(
                    slots.starts(choice.eventType(s)),
                    Math.max(from, choice.earliest()),
                    Math.min(to, choice.latest()));
        }
        times = Arrays.stream(free)
                .flatMapToLong(Arrays::stream)
                .sorted()
                .distinct()
                .toArray();
        a = new long[staff][times.length];
        b = new long[staff][times.length];
        c = new long[staff][times.length];
        idle = new long[staff][times.length];
        follow = new int[staff][times.length];
        int others = next == null ? 0 : next.choice.staff().size();
        allowed = new boolean[staff][others];
        changes = new int[staff][others];
        for (int s = 0; s < staff; s++) {
            Arrays.fill(a[s], NEVER);
            meet(s, others);
            begin(s, free[s], idleTime);
        }
        if (next != null) {
            lead(others);
        }
    }

    private void meet(int staff, int others) {
        var here = choice.staff().get(staff);
        for (int n = 0; n < others; n++) {
            var there = next.choice.staff().get(n);
            allowed[staff][n] = next.choice.segment().staffRule().allows(here, there);
            changes[staff][n] = here.equals(there) ? 0 : 1;
        }
    }

    private void begin(int staff, long[] free, IdleTime idleTime) {
        Arrays.fill(idle[staff], OCCUPIED);
        int time = 0;
        for (long start : free) {
            while (times[time] < start) {
                time++;
            }
            long end = start + choice.seconds();
            idle[staff][time] =
                    idleTime == null ? 0 : idleTime.beside(choice.staff().get(staff), start, end);
            if (next == null) {
                a[staff][time] = end * weights.endA() + idle[staff][time] * weights.idleA();
                b[staff][time] = end * weights.endB();
                c[staff][time] = end * weights.endC();
            }
        }
    }

    private void lead(int others) {
        var pause = choice.segment().pause();
        for (int n = 0; n < others; n++) {
            var shorter = new Window(next, n, -1);
            var longer = new Window(next, n, 1);
            for (int time = 0; time < times.length; time++) {
                long end = times[time] + choice.seconds();
                long preferred = end + pause.preferred() * 60L;
                int near = shorter.best(end + pause.min() * 60L, preferred);
                int far = longer.best(preferred + 1, end + pause.max() * 60L);
                for (int s = 0; s < a.length; s++) {
                    steps++;
                    if (idle[s][time] != OCCUPIED && allowed[s][n]) {
                        consider(s, time, n, near);
                        consider(s, time, n, far);
                    }
                }
            }
            steps += shorter.steps() + longer.steps();
        }
    }

    private void consider(int staff, int time, int nextStaff, int nextTime) {
        if (nextTime < 0) {
            return;
        }
        long pause = pauseBetween(time, nextTime);
        long change = changes[staff][nextStaff];
        long stepA = next.a[nextStaff][nextTime]
                + pause * weights.pauseA()
                + change * weights.changeA()
                + idle[staff][time] * weights.idleA();
        long stepB = next.b[nextStaff][nextTime] + pause * weights.pauseB() + change * weights.changeB();
        long stepC = next.c[nextStaff][nextTime] + change * weights.changeC();
        // Only a strictly cheaper one replaces: staff come in the order of the catalog, and near comes before far.
        if (stepA < a[staff][time]
                || stepA == a[staff][time]
                        && (stepB < b[staff][time] || stepB == b[staff][time] && stepC < c[staff][time])) {
            a[staff][time] = stepA;
            b[staff][time] = stepB;
            c[staff][time] = stepC;
            follow[staff][time] = nextTime * next.choice.staff().size() + nextStaff;
        }
    }

    /** Of this stage and all behind it. */
    long steps() {
        return steps + (next == null ? 0 : next.steps());
    }

    /** Whether any way leads from here to the end. */
    boolean leads(int staff, int time) {
        return a[staff][time] != NEVER;
    }

    boolean allows(int staff, int nextStaff) {
        return next.choice
                .segment()
                .staffRule()
                .allows(choice.staff().get(staff), next.choice.staff().get(nextStaff));
    }

    int changes(int staff, int nextStaff) {
        return changes[staff][nextStaff];
    }

    /** Seconds between the pause from here to there and the preferred one. */
    long pauseBetween(int time, int nextTime) {
        long pause = next.times[nextTime] - times[time] - choice.seconds();
        return Math.abs(pause - choice.segment().pause().preferred() * 60L);
    }

    long idle(int staff, int time) {
        return idle[staff][time];
    }

    int followingStaff(int staff, int time) {
        return follow[staff][time] % next.choice.staff().size();
    }

    int followingTime(int staff, int time) {
        return follow[staff][time] / next.choice.staff().size();
    }
}
