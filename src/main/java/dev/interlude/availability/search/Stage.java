package dev.interlude.availability.search;

import static java.util.stream.Collectors.groupingBy;

import dev.interlude.availability.slots.FreeSlots;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Every start of one segment within a stretch of time, by staff member, each with the cheapest path from there to the
 * end of the service. Built from the last segment back to the first.
 */
final class Stage {

    private static final long OCCUPIED = -1;
    static final int NONE = -1;

    final SearchInput input;
    final Weights weights;
    final Choice choice;
    /** The stage of the segment after, or null. */
    final Stage next;
    /** Epoch seconds at which anybody is free, ascending. */
    final long[] times;
    /** The cost of the cheapest path from here on, by {@link #path}. */
    final Costs costs;

    /** The idle time beside this segment alone; OCCUPIED where the staff member is not free. */
    private final long[] idle;
    /** The next step of the cheapest path: an index into the next stage. */
    private final int[] follow;

    private final int[] same;

    /** With all stages behind it. */
    Stage(SearchInput input, int segment, long from, long to) {
        this.input = input;
        this.weights = input.weights();
        this.choice = input.choices().get(segment);
        this.next = input.isLast(segment)
                ? null
                : new Stage(input, segment + 1, from + choice.leastToNext(), to + choice.mostToNext());
        var free = new long[staff()][];
        for (int s = 0; s < free.length; s++) {
            free[s] = input.free(segment, s, from, to);
        }
        times = FreeSlots.union(free);
        costs = new Costs(free.length * times.length);
        idle = new long[free.length * times.length];
        follow = new int[free.length * times.length];
        Arrays.fill(idle, OCCUPIED);
        for (int s = 0; s < free.length; s++) {
            begin(s, free[s], input.idleBeside(segment, s, free[s]));
        }
        same = choice.staff().stream()
                .mapToInt(staff -> next == null ? NONE : next.choice.staff().indexOf(staff))
                .toArray();
        if (next == null) {
            end();
        } else {
            IntStream.range(0, staff())
                    .boxed()
                    .collect(groupingBy(choice::terms))
                    .forEach((terms, group) -> new Continuations(this, terms, group).lead());
        }
    }

    private void begin(int staff, long[] free, long[] beside) {
        int path = path(staff, 0);
        for (int i = 0, time = 0; i < free.length; i++, time++) {
            while (times[time] < free[i]) {
                time++;
            }
            idle[path + time] = beside[i];
        }
    }

    private void end() {
        for (int path = 0; path < idle.length; path++) {
            if (idle[path] != OCCUPIED) {
                long end = times[path % times.length] + choice.seconds(path / times.length);
                costs.set(
                        path,
                        end * weights.endA() + idle[path] * weights.idleA(),
                        end * weights.endB(),
                        end * weights.endC());
            }
        }
    }

    /** Continues with an entry of the next stage if that is cheaper than the current one. */
    void lead(int path, long a, long b, long c, int following) {
        if (Costs.compare(a, b, c, costs.a[path], costs.b[path], costs.c[path]) < 0) {
            costs.set(path, a, b, c);
            follow[path] = following;
        }
    }

    /** The index of the cheapest path that begins with this staff member at this time. */
    int path(int staff, int time) {
        return staff * times.length + time;
    }

    int staff() {
        return choice.staff().size();
    }

    boolean isFree(int staff, int time) {
        return idle[path(staff, time)] != OCCUPIED;
    }

    /** Whether a path leads from here to the end. */
    boolean leads(int staff, int time) {
        return costs.exists(path(staff, time));
    }

    /** The staff member with the cheapest path from here, of equals the first in the catalog; or NONE. */
    int cheapestStaff(int time) {
        int cheapest = NONE;
        for (int s = 0; s < staff(); s++) {
            if (leads(s, time) && (cheapest == NONE || costs.cheaper(path(s, time), path(cheapest, time)))) {
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

    /** The index of this staff member in the next stage, or NONE. */
    int same(int staff) {
        return same[staff];
    }

    int changes(int staff, int nextStaff) {
        return same[staff] == nextStaff ? 0 : 1;
    }

    /** Seconds between the pause from here to there and the preferred one. */
    long pauseBetween(int staff, int time, int nextTime) {
        var terms = choice.terms(staff);
        long pause = next.times[nextTime] - times[time] - terms.minutes() * 60L;
        return Math.abs(pause - terms.pause().preferred() * 60L);
    }

    long idle(int staff, int time) {
        return idle[path(staff, time)];
    }

    int followingStaff(int staff, int time) {
        return follow[path(staff, time)] / next.times.length;
    }

    int followingTime(int staff, int time) {
        return follow[path(staff, time)] % next.times.length;
    }
}
