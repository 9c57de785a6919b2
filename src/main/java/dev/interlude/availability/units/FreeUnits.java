package dev.interlude.availability.units;

import dev.interlude.availability.slots.FreeSlots;
import dev.interlude.availability.slots.Interval;
import dev.interlude.catalog.Resource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** When one unit of each kind of resource is free, whichever it is; epoch seconds. Immutable. */
public final class FreeUnits {

    /** For what needs no resources. */
    public static final FreeUnits ALL = new FreeUnits(Map.of());

    /**
     * The free stretches of all units of a kind by their beginning.
     *
     * @param name of the kind
     * @param latestEnds for each the latest end among it and all before it
     */
    private record Stretches(String name, long[] begins, long[] latestEnds) {

        static Stretches of(String name, List<List<Interval>> takenByUnit) {
            var free = new ArrayList<long[]>();
            takenByUnit.forEach(taken -> addFree(taken, free));
            free.sort(Comparator.comparingLong(stretch -> stretch[0]));
            var begins = new long[free.size()];
            var ends = new long[begins.length];
            for (int i = 0; i < begins.length; i++) {
                begins[i] = free.get(i)[0];
                ends[i] = Math.max(free.get(i)[1], i == 0 ? Long.MIN_VALUE : ends[i - 1]);
            }
            return new Stretches(name, begins, ends);
        }

        private static void addFree(List<Interval> taken, List<long[]> free) {
            long since = Long.MIN_VALUE;
            var sorted =
                    taken.stream().sorted(Comparator.comparing(Interval::start)).toList();
            for (var one : sorted) {
                if (since < one.start().getEpochSecond()) {
                    free.add(new long[] {since, one.start().getEpochSecond()});
                }
                since = Math.max(since, roundedUp(one));
            }
            free.add(new long[] {since, Long.MAX_VALUE});
        }

        /** Until when the unit stays free that is free at a second, the longest of several; that second if none is. */
        long freeUntil(long second) {
            int next = FreeSlots.firstFrom(begins, second + 1);
            return next == 0 ? second : Math.max(second, latestEnds[next - 1]);
        }

        /** Lowers each of some ends to what {@link #freeUntil} says of its second; the seconds ascend. */
        void shorten(long[] ends, long[] seconds) {
            int next = seconds.length == 0 ? 0 : FreeSlots.firstFrom(begins, seconds[0] + 1);
            for (int i = 0; i < seconds.length; i++) {
                while (next < begins.length && begins[next] <= seconds[i]) {
                    next++;
                }
                ends[i] = Math.min(ends[i], next == 0 ? seconds[i] : Math.max(seconds[i], latestEnds[next - 1]));
            }
        }
    }

    private static long roundedUp(Interval taken) {
        return taken.end().getEpochSecond() + (taken.end().getNano() > 0 ? 1 : 0);
    }

    private final Map<String, Stretches> kinds;

    private FreeUnits(Map<String, Stretches> kinds) {
        this.kinds = kinds;
    }

    /** @param taken kind to the times in which each of its units is taken */
    static FreeUnits of(Map<Resource, List<List<Interval>>> taken) {
        var kinds = new HashMap<String, Stretches>();
        taken.forEach((kind, units) -> kinds.put(kind.id(), Stretches.of(kind.name(), units)));
        return new FreeUnits(kinds);
    }

    /** Whether nothing is needed. */
    public boolean isAll() {
        return kinds.isEmpty();
    }

    public boolean isFree(Collection<String> needed, long from, long to) {
        return freeUntil(needed, from) >= to;
    }

    /** What is not free of that, as a sentence; empty if all is. */
    public Optional<String> lacking(List<NeededUnit> needed) {
        return needed.stream()
                .filter(n -> kinds.containsKey(n.kind()))
                .filter(n -> !isFree(Set.of(n.kind()), n.during().start().getEpochSecond(), roundedUp(n.during())))
                .findFirst()
                .map(n -> n.lacking(kinds.get(n.kind()).name()));
    }

    /** How long one unit of each needed kind stays free; never earlier for a later second. */
    public long freeUntil(Collection<String> needed, long second) {
        long until = Long.MAX_VALUE;
        for (var kind : needed) {
            var stretches = kinds.get(kind);
            if (stretches != null) {
                until = Math.min(until, stretches.freeUntil(second));
            }
        }
        return until;
    }

    /** The same for many seconds, which ascend, in one pass. */
    public long[] freeUntil(Collection<String> needed, long[] seconds) {
        var until = new long[seconds.length];
        Arrays.fill(until, Long.MAX_VALUE);
        for (var kind : needed) {
            var stretches = kinds.get(kind);
            if (stretches != null) {
                stretches.shorten(until, seconds);
            }
        }
        return until;
    }
}
