package dev.interlude.availability.search;

import static java.util.stream.Collectors.groupingBy;

import dev.interlude.availability.slots.FreeSlots;
import dev.interlude.catalog.Enclosure;
import dev.interlude.catalog.StaffRule;
import dev.interlude.catalog.Terms;
import java.util.Arrays;
import java.util.List;
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
    /** Of the segment after; null behind the last. */
    final Choice nextChoice;
    /** The stage of the segment after, from wherever in this one; null behind the last and before an enclosed service. */
    private final Stage next;
    /** The same before an enclosed service, by {@link #path}. */
    private final Stage[] inner;
    /** The pause that this segment is in; null outside of one. */
    private final Enclosed enclosed;

    private final boolean closes;
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
        this(input, segment, from, to, null);
    }

    private Stage(SearchInput input, int segment, long from, long to, Enclosed enclosed) {
        this.input = input;
        this.enclosed = enclosed;
        this.weights = input.weights();
        this.choice = input.choices().get(segment);
        this.nextChoice = input.isLast(segment) ? null : input.choices().get(segment + 1);
        this.closes = enclosed != null && segment + 1 == enclosed.closes();
        var opening = input.opening(segment);
        if (closes) {
            next = enclosed.closing();
        } else if (nextChoice == null || opening.isPresent()) {
            next = null;
        } else {
            next = new Stage(input, segment + 1, from + choice.leastToNext(), to + choice.mostToNext(), enclosed);
        }
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
                .mapToInt(
                        staff -> nextChoice == null ? NONE : nextChoice.staff().indexOf(staff))
                .toArray();
        inner = opening.isPresent() ? new Stage[free.length * times.length] : null;
        if (opening.isPresent()) {
            lead(opening.get(), segment, closing(opening.get(), from, to));
        } else if (next == null) {
            end();
        } else {
            IntStream.range(0, staff())
                    .boxed()
                    .collect(groupingBy(choice::terms))
                    .forEach((terms, group) -> new Continuations(this, next, terms, group).lead());
        }
    }

    /** The stage behind a pause with another service in it, for all starts of this one. */
    private Stage closing(Enclosure opening, long from, long to) {
        long soonest = Long.MAX_VALUE;
        long latest = 0;
        for (var who : choice.staff()) {
            int minutes = choice.segment().minutes(who);
            soonest = Math.min(soonest, minutes + opening.pause(who).min());
            latest = Math.max(latest, minutes + opening.pause(who).max());
        }
        return new Stage(input, opening.closes(), from + (latest == 0 ? 0 : soonest) * 60L, to + latest * 60L, null);
    }

    /** Searches the service in the pause anew for each end of this segment, for those whose pause is the same. */
    private void lead(Enclosure opening, int segment, Stage closing) {
        boolean anyone = opening.staffRule() == StaffRule.ANY;
        var groups = IntStream.range(0, staff()).boxed().collect(groupingBy(s -> {
            var who = choice.staff().get(s);
            return List.of(choice.terms(s), opening.pause(who), anyone ? "" : who);
        }));
        for (var group : groups.values()) {
            var terms = choice.terms(group.get(0));
            for (int time = 0; time < times.length; time++) {
                int at = time;
                long end = times[time] + terms.minutes() * 60L;
                var pause = Enclosed.of(opening, closing, choice.staff().get(group.get(0)), end);
                if (group.stream().anyMatch(s -> isFree(s, at)) && pause.canClose()) {
                    var stage = new Stage(input, segment + 1, end, times[time] + terms.most() * 60L, pause);
                    group.forEach(s -> inner[path(s, at)] = stage);
                    new Continuations(this, stage, terms, group).lead(time);
                }
            }
        }
    }

    /** The stage of the segment after, for a start of this one that leads there. */
    Stage next(int staff, int time) {
        return inner == null ? next : inner[path(staff, time)];
    }

    boolean isLast() {
        return nextChoice == null;
    }

    /** When the segment after one on these terms may begin at the soonest. */
    long soonestNext(Terms terms, int time) {
        long soonest = times[time] + terms.least() * 60L;
        return closes ? Math.max(soonest, enclosed.soonest()) : soonest;
    }

    long latestNext(Terms terms, int time) {
        long end = times[time] + terms.minutes() * 60L;
        long latest = Math.min(times[time] + terms.most() * 60L, input.latestNext(choice, end));
        return closes ? Math.min(latest, enclosed.latest()) : latest;
    }

    boolean isAnyoneFree(long soonest, long latest) {
        int first = FreeSlots.firstFrom(times, soonest);
        return first < times.length && times[first] <= latest;
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
        return mayContinueWith(nextStaff)
                && nextChoice
                        .segment()
                        .staffRule()
                        .allows(choice.staff().get(staff), nextChoice.staff().get(nextStaff));
    }

    /** Whether one of the next staff may follow, as far as it is not up to who does this segment. */
    boolean mayContinueWith(int nextStaff) {
        return !closes || enclosed.allows(nextChoice.staff().get(nextStaff));
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
        long pause = next(staff, time).times[nextTime] - times[time] - terms.minutes() * 60L;
        return Math.abs(pause - terms.pause().preferred() * 60L);
    }

    long idle(int staff, int time) {
        return idle[path(staff, time)];
    }

    int followingStaff(int staff, int time) {
        return follow[path(staff, time)] / next(staff, time).times.length;
    }

    int followingTime(int staff, int time) {
        return follow[path(staff, time)] % next(staff, time).times.length;
    }
}
