package dev.interlude.availability;

import java.util.Arrays;

/**
 * Every start of one segment within a stretch of time, by staff member, and for each the cheapest way from there to the end
 * of the service. Built from the last segment back to the first.
 */
final class Stage {

    private static final long OCCUPIED = -1;
    static final int NOBODY = -1;

    final Material material;
    final Weights weights;
    final Choice choice;
    /** The stage of the segment after, or null. */
    final Stage next;
    /** Epoch seconds at which anybody is free, ascending. */
    final long[] times;
    /** What the cheapest way costs from here on, by {@link #way}. */
    final Costs costs;

    /** The idle time beside this segment alone; OCCUPIED where the staff member is not free. */
    private final long[] idle;
    /** Where the cheapest way goes: a way of the next stage. */
    private final int[] follow;

    private final int[] same;

    /** With all stages behind it. */
    Stage(Material material, int segment, long from, long to) {
        this.material = material;
        this.weights = material.weights();
        this.choice = material.choices().get(segment);
        this.next = material.isLast(segment)
                ? null
                : new Stage(material, segment + 1, from + choice.leastToNext(), to + choice.mostToNext());
        var free = new long[staff()][];
        for (int s = 0; s < free.length; s++) {
            free[s] = material.free(segment, s, from, to);
        }
        times = FreeSlots.union(free);
        costs = new Costs(free.length * times.length);
        idle = new long[free.length * times.length];
        follow = new int[free.length * times.length];
        Arrays.fill(idle, OCCUPIED);
        for (int s = 0; s < free.length; s++) {
            begin(s, free[s], material.idleBeside(segment, s, free[s]));
        }
        same = choice.staff().stream()
                .mapToInt(staff -> next == null ? NOBODY : next.choice.staff().indexOf(staff))
                .toArray();
        if (next == null) {
            end();
        } else {
            new Onward(this).lead();
        }
    }

    private void begin(int staff, long[] free, long[] beside) {
        int way = way(staff, 0);
        for (int i = 0, time = 0; i < free.length; i++, time++) {
            while (times[time] < free[i]) {
                time++;
            }
            idle[way + time] = beside[i];
        }
    }

    private void end() {
        for (int way = 0; way < idle.length; way++) {
            if (idle[way] != OCCUPIED) {
                long end = times[way % times.length] + choice.seconds();
                costs.set(
                        way,
                        end * weights.endA() + idle[way] * weights.idleA(),
                        end * weights.endB(),
                        end * weights.endC());
            }
        }
    }

    /** Goes on to a way of the next stage, if that costs less than what is known. */
    void lead(int way, long a, long b, long c, int onward) {
        if (Costs.compare(a, b, c, costs.a[way], costs.b[way], costs.c[way]) < 0) {
            costs.set(way, a, b, c);
            follow[way] = onward;
        }
    }

    /** The cheapest way that begins with this staff member at this time. */
    int way(int staff, int time) {
        return staff * times.length + time;
    }

    int staff() {
        return choice.staff().size();
    }

    boolean isFree(int staff, int time) {
        return idle[way(staff, time)] != OCCUPIED;
    }

    /** Whether any way leads from here to the end. */
    boolean leads(int staff, int time) {
        return costs.exists(way(staff, time));
    }

    /** Whose way from here costs the least, in doubt the first in the catalog; or NOBODY. */
    int cheapestStaff(int time) {
        int cheapest = NOBODY;
        for (int s = 0; s < staff(); s++) {
            if (leads(s, time) && (cheapest == NOBODY || costs.cheaper(way(s, time), way(cheapest, time)))) {
                cheapest = s;
            }
        }
        return cheapest;
    }

    boolean allows(int staff, int nextStaff) {
        return next.choice
                .segment()
                .staffRule()
                .allows(choice.staff().get(staff), next.choice.staff().get(nextStaff));
    }

    /** Where this staff member is found in the next stage, or NOBODY. */
    int same(int staff) {
        return same[staff];
    }

    int changes(int staff, int nextStaff) {
        return same[staff] == nextStaff ? 0 : 1;
    }

    /** Seconds between the pause from here to there and the preferred one. */
    long pauseBetween(int time, int nextTime) {
        long pause = next.times[nextTime] - times[time] - choice.seconds();
        return Math.abs(pause - choice.segment().pause().preferred() * 60L);
    }

    long idle(int staff, int time) {
        return idle[way(staff, time)];
    }

    int followingStaff(int staff, int time) {
        return follow[way(staff, time)] / next.times.length;
    }

    int followingTime(int staff, int time) {
        return follow[way(staff, time)] % next.times.length;
    }
}
