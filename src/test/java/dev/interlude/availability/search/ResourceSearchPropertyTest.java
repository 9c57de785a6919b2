package dev.interlude.availability.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlude.availability.OfferQuery;
import dev.interlude.availability.slots.Interval;
import dev.interlude.availability.units.NeededUnit;
import dev.interlude.availability.units.UnitTimes;
import dev.interlude.availability.units.UnitTimes.Taken;
import dev.interlude.catalog.Needs;
import dev.interlude.catalog.OpeningHours;
import dev.interlude.catalog.OpeningHours.Span;
import dev.interlude.catalog.Resource;
import dev.interlude.catalog.Segment;
import dev.interlude.catalog.Service;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

@Label("A search for what needs resources, compared with trying every combination,")
class ResourceSearchPropertyTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant END = Scenario.BEGIN.plus(Duration.ofDays(3));
    private static final int STEP = 300;

    /** The resources of a salon and what is taken of them, by customers or because a unit is out of order. */
    record Room(List<Resource> resources, List<Taken> taken) {

        UnitTimes times() {
            return UnitTimes.of(resources, BERLIN, Scenario.BEGIN, END, taken);
        }

        boolean hasFree(NeededUnit needed) {
            var resource = resources.stream()
                    .filter(r -> r.id().equals(needed.kind()))
                    .findFirst()
                    .orElseThrow();
            return isOpen(resource.hours(), needed.during())
                    && IntStream.rangeClosed(1, resource.count()).anyMatch(unit -> isFree(unit, needed));
        }

        boolean isFree(int unit, NeededUnit needed) {
            return taken.stream()
                    .filter(t -> t.kind().equals(needed.kind()) && (t.unit() == null || t.unit() == unit))
                    .noneMatch(t -> t.during().overlaps(needed.during()));
        }

        private static boolean isOpen(OpeningHours hours, Interval during) {
            if (hours.isAlways()) {
                return true;
            }
            for (var at = during.start(); at.isBefore(during.end()); at = at.plusSeconds(STEP)) {
                var local = at.atZone(BERLIN);
                if (hours.days().getOrDefault(local.getDayOfWeek(), List.of()).stream()
                        .noneMatch(span -> !local.toLocalTime().isBefore(span.from())
                                && (span.to().equals(LocalTime.MIN)
                                        || local.toLocalTime().isBefore(span.to())))) {
                    return false;
                }
            }
            return true;
        }
    }

    @Property(tries = 400)
    @Label("finds the same offers in the same order: those with a unit for every segment and every pause")
    void findsTheSame(
            @ForAll("scenarios") Scenario bare,
            @ForAll("needs") List<Needs> needs,
            @ForAll("rooms") Room room,
            @ForAll Order order,
            @ForAll boolean all,
            @ForAll("limits") int limit) {
        var scenario = needing(bare, needs);

        var offers = OfferSearch.search(
                query(scenario, order, all, limit),
                scenario.free(),
                new Diary(BERLIN, scenario.busy()),
                Turns.NONE,
                room.times().free());

        var starts = new HashSet<Instant>();
        var every = new BruteForce(scenario, BERLIN).offers(query(scenario, order, true, Integer.MAX_VALUE));
        var possible = every.stream().filter(o -> hasUnits(scenario, room, o)).toList();
        assertThat(offers)
                .isEqualTo(possible.stream()
                        .filter(o -> all || starts.add(o.start()))
                        .limit(limit)
                        .toList());
        Statistics.label("resources leave out")
                .collect(possible.isEmpty() ? "all" : possible.size() < every.size() ? "some" : "none")
                .coverage(left -> left.check("some").percentage(p -> p > 15));
    }

    @Property(tries = 300)
    @Label("plans the best that begins at a time, or says which resource is not free")
    void plans(@ForAll("scenarios") Scenario bare, @ForAll("needs") List<Needs> needs, @ForAll("rooms") Room room) {
        var scenario = needing(bare, needs);
        for (var start : scenario.slots().values().iterator().next()) {
            var plan = Planner.plan(
                    PlanRequest.at(scenario.service(), start),
                    scenario.free(),
                    Turns.NONE,
                    room.times().free());

            var every = new BruteForce(scenario, BERLIN)
                    .offers(new OfferQuery(
                            scenario.service(),
                            start,
                            start.plusSeconds(1),
                            Optional.empty(),
                            Order.EARLIEST,
                            Integer.MAX_VALUE,
                            true));
            var best = every.stream().filter(o -> hasUnits(scenario, room, o)).findFirst();
            assertThat(plan instanceof Plan.Ready ready ? Optional.of(ready.offer()) : Optional.empty())
                    .isEqualTo(best);
            if (plan instanceof Plan.Unavailable no) {
                assertThat(no.detail().matches("No (Chair|Basin) is free for .*"))
                        .isEqualTo(!every.isEmpty());
            }
        }
    }

    @Property(tries = 300)
    @Label("leaves a unit to choose for each part, and the same for adjacent parts as long as possible")
    void chooses(@ForAll("rooms") Room room, @ForAll("lengths") List<Integer> lengths, @ForAll boolean gap) {
        var needed = new ArrayList<NeededUnit>();
        var at = Scenario.BEGIN;
        for (int i = 0; i < lengths.size(); i++) {
            var end = at.plusSeconds(lengths.get(i) * 600L);
            needed.add(new NeededUnit(i, "s" + i, false, "chair", new Interval(at, end)));
            at = gap && i == 1 ? end.plusSeconds(600) : end;
        }

        var chosen = room.times().choose(needed, Map.of());

        assertThat(chosen).extracting(c -> c.needed()).containsExactlyElementsOf(needed);
        for (var choice : chosen) {
            assertThat(choice.unit().isPresent()).isEqualTo(room.hasFree(choice.needed()));
            choice.unit().ifPresent(unit -> assertThat(room.isFree(unit, choice.needed()))
                    .isTrue());
        }
        var units = chosen.stream().map(c -> c.unit().orElse(0)).toList();
        assertThat(changes(needed, units)).isEqualTo(fewestChanges(room, needed, List.of()));
    }

    private static int fewestChanges(Room room, List<NeededUnit> needed, List<Integer> units) {
        if (units.size() == needed.size()) {
            return changes(needed, units);
        }
        var next = needed.get(units.size());
        var free = room.hasFree(next)
                ? IntStream.rangeClosed(1, room.resources().get(0).count()).filter(unit -> room.isFree(unit, next))
                : IntStream.of(0);
        return free.map(unit -> {
                    var longer = new ArrayList<>(units);
                    longer.add(unit);
                    return fewestChanges(room, needed, longer);
                })
                .min()
                .orElseThrow();
    }

    private static int changes(List<NeededUnit> needed, List<Integer> units) {
        return (int) IntStream.range(1, units.size())
                .filter(i -> needed.get(i - 1)
                        .during()
                        .end()
                        .equals(needed.get(i).during().start()))
                .filter(i -> units.get(i - 1) != 0
                        && units.get(i) != 0
                        && !units.get(i - 1).equals(units.get(i)))
                .count();
    }

    private static boolean hasUnits(Scenario scenario, Room room, Offer offer) {
        return NeededUnit.of(
                        scenario.service(),
                        offer.segments().stream()
                                .map(s -> new NeededUnit.Timed(s.key(), new Interval(s.start(), s.end())))
                                .toList())
                .stream()
                .allMatch(room::hasFree);
    }

    private static OfferQuery query(Scenario scenario, Order order, boolean all, int limit) {
        return new OfferQuery(scenario.service(), Scenario.BEGIN, END, Optional.empty(), order, limit, all);
    }

    private static Scenario needing(Scenario bare, List<Needs> needs) {
        var its = bare.service().segments();
        var segments = IntStream.range(0, its.size())
                .mapToObj(i -> new Segment(
                        its.get(i).key(),
                        its.get(i).name(),
                        its.get(i).usual(),
                        its.get(i).staffRule(),
                        its.get(i).eventTypes(),
                        its.get(i).own(),
                        false,
                        Map.of(),
                        needs.get(i)))
                .toList();
        return new Scenario(new Service("any", "Any", "salon", 0, segments), bare.slots(), bare.busy());
    }

    @Provide
    Arbitrary<Scenario> scenarios() {
        return Scenario.any();
    }

    @Provide
    Arbitrary<Integer> limits() {
        return Arbitraries.integers().between(1, 20);
    }

    @Provide
    Arbitrary<List<Integer>> lengths() {
        return Arbitraries.integers().between(1, 6).list().ofMinSize(1).ofMaxSize(5);
    }

    @Provide
    Arbitrary<List<Needs>> needs() {
        var kinds = Arbitraries.of(Set.<String>of(), Set.of("chair"), Set.of("basin"), Set.of("chair", "basin"));
        return Combinators.combine(kinds, kinds).as(Needs::new).list().ofSize(4);
    }

    @Provide
    Arbitrary<Room> rooms() {
        var resources = Combinators.combine(
                        Arbitraries.integers().between(1, 3),
                        hours(),
                        Arbitraries.integers().between(1, 2),
                        hours())
                .as((chairs, open, basins, wet) -> List.of(
                        new Resource("chair", "Chair", chairs, open), new Resource("basin", "Basin", basins, wet)));
        var during = Combinators.combine(
                        Scenario.instants(), Arbitraries.integers().between(1, 20))
                .as((start, fives) -> new Interval(start, start.plusSeconds(fives * 300L)));
        var taken = Combinators.combine(
                        Arbitraries.of("chair", "basin"),
                        Arbitraries.integers().between(1, 3).injectNull(0.1),
                        during)
                .as(Taken::new);
        return Combinators.combine(resources, taken.list().ofMaxSize(12)).as(Room::new);
    }

    private static Arbitrary<OpeningHours> hours() {
        var span = Combinators.combine(
                        Arbitraries.integers().between(0, 20),
                        Arbitraries.integers().between(2, 23))
                .as((from, length) -> List.of(new Span(
                        LocalTime.of(from, 0), from + length > 23 ? LocalTime.MIN : LocalTime.of(from + length, 0))));
        var days = Arbitraries.maps(Arbitraries.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY, DayOfWeek.MONDAY), span)
                .ofMinSize(2);
        return Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(3, Arbitraries.just(OpeningHours.ALWAYS)),
                net.jqwik.api.Tuple.of(1, days.map(OpeningHours::new)));
    }
}
