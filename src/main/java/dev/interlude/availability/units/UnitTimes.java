package dev.interlude.availability.units;

import dev.interlude.availability.slots.Interval;
import dev.interlude.catalog.Resource;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * When each unit of some kinds of resources is taken: by customers, by closures, or because it is outside its hours.
 *
 * @param taken kind to the times of each of its units, the first unit first
 */
public record UnitTimes(Map<Resource, List<List<Interval>>> taken) {

    /** A unit that is taken; {@code unit} null: all of the kind are. */
    public record Taken(String kind, Integer unit, Interval during) {}

    /** A unit for what needs one; empty if none is free. */
    public record Choice(NeededUnit needed, OptionalInt unit) {}

    /** @param taken what counts between these instants, at least */
    public static UnitTimes of(
            Collection<Resource> kinds, ZoneId salon, Instant from, Instant to, Collection<Taken> taken) {
        var times = new LinkedHashMap<Resource, List<List<Interval>>>();
        for (var kind : kinds) {
            var closed = kind.hours().closed(salon, from, to).stream()
                    .map(c -> new Interval(c.start(), c.end()))
                    .toList();
            times.put(
                    kind,
                    IntStream.rangeClosed(1, kind.count())
                            .<List<Interval>>mapToObj(unit -> new ArrayList<>(closed))
                            .toList());
        }
        var byId = new HashMap<String, List<List<Interval>>>();
        times.forEach((kind, units) -> byId.put(kind.id(), units));
        for (var one : taken) {
            var units = byId.getOrDefault(one.kind(), List.of());
            for (int unit = 1; unit <= units.size(); unit++) {
                if (one.unit() == null || one.unit() == unit) {
                    units.get(unit - 1).add(one.during());
                }
            }
        }
        return new UnitTimes(times);
    }

    private static List<List<Interval>> units(Map<Resource, List<List<Interval>>> taken, String kind) {
        return taken.entrySet().stream()
                .filter(entry -> entry.getKey().id().equals(kind))
                .findFirst()
                .map(Map.Entry::getValue)
                .orElse(List.of());
    }

    public FreeUnits free() {
        return FreeUnits.of(taken);
    }

    /**
     * A unit for each. Adjacent ones of a kind get the same unit where possible: the one that is free for most of them, of
     * equals a preferred one, then the first.
     *
     * @param preferred kind to a unit
     */
    public List<Choice> choose(List<NeededUnit> needed, Map<String, Integer> preferred) {
        var chosen = new ArrayList<Choice>();
        needed.stream().map(NeededUnit::kind).distinct().forEach(kind -> {
            var units = units(taken, kind).stream().map(ArrayList::new).toList();
            var pieces = needed.stream()
                    .filter(n -> n.kind().equals(kind))
                    .sorted(Comparator.comparing(n -> n.during().start()))
                    .toList();
            for (int i = 0; i < pieces.size(); ) {
                var unit = best(units, pieces, i, preferred.getOrDefault(kind, 1));
                int served = unit.isEmpty() ? 1 : served(units.get(unit.getAsInt() - 1), pieces, i);
                for (int end = i + served; i < end; i++) {
                    chosen.add(new Choice(pieces.get(i), unit));
                    var during = pieces.get(i).during();
                    unit.ifPresent(u -> units.get(u - 1).add(during));
                }
            }
        });
        return List.copyOf(chosen);
    }

    private static OptionalInt best(
            List<? extends List<Interval>> units, List<NeededUnit> pieces, int first, int preferred) {
        Optional<Integer> best = IntStream.rangeClosed(1, units.size())
                .boxed()
                .filter(unit -> served(units.get(unit - 1), pieces, first) > 0)
                .min(Comparator.<Integer>comparingInt(unit -> -served(units.get(unit - 1), pieces, first))
                        .thenComparing(unit -> unit != preferred)
                        .thenComparing(unit -> unit));
        return best.map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    /** For how many of the adjacent pieces from the first on a unit is free. */
    private static int served(List<Interval> taken, List<NeededUnit> pieces, int first) {
        int i = first;
        while (i < pieces.size()
                && (i == first
                        || pieces.get(i - 1)
                                .during()
                                .end()
                                .equals(pieces.get(i).during().start()))
                && isFree(taken, pieces.get(i).during())) {
            i++;
        }
        return i - first;
    }

    private static boolean isFree(List<Interval> taken, Interval during) {
        return taken.stream().noneMatch(during::overlaps);
    }
}
