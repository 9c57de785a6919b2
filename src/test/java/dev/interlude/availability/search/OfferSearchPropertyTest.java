package dev.interlude.availability.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlude.availability.OfferQuery;
import dev.interlude.catalog.Service;
import dev.interlude.catalog.StaffRule;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;

@Label("The search, compared with trying every combination,")
class OfferSearchPropertyTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    record Asked(
            Instant from,
            Instant to,
            Optional<String> staff,
            Order order,
            int limit,
            boolean all,
            Map<String, String> named) {

        OfferQuery of(Service service) {
            return new OfferQuery(service, from, to, staff, order, limit, all, named);
        }
    }

    @Property(tries = 3000)
    @Label("finds the same offers in the same order")
    void findsTheSame(@ForAll("scenarios") Scenario scenario, @ForAll("questions") Asked asked) {
        var query = asked.of(scenario.service());

        var offers = OfferSearch.search(query, scenario.free(), new Diary(BERLIN, scenario.busy()));

        assertThat(offers).isEqualTo(new BruteForce(scenario, BERLIN).offers(query));
        checkCoverage(scenario, asked, offers);
    }

    /** Every rule with every order, often enough with offers that the limit leaves out, so that what is skipped is seen. */
    private static void checkCoverage(Scenario scenario, Asked asked, List<Offer> offers) {
        Statistics.label("segments of what was found")
                .collect(offers.isEmpty() ? 0 : offers.get(0).segments().size())
                .coverage(found -> {
                    found.check(1).percentage(p -> p > 10);
                    found.check(2).percentage(p -> p > 10);
                    found.check(3).percentage(p -> p > 10);
                    found.check(4).percentage(p -> p > 5);
                });
        boolean leavesOut = !offers.isEmpty() && offers.size() == asked.limit();
        Statistics.label("orders that leave offers out")
                .collect(leavesOut ? asked.order() : "none")
                .coverage(found -> Stream.of(Order.values())
                        .forEach(order -> found.check(order).percentage(p -> p > 5)));
        for (var rule : StaffRule.values()) {
            boolean follows = scenario.service().segments().stream().skip(1).anyMatch(s -> s.staffRule() == rule);
            Statistics.label("found where somebody follows by the rule " + rule)
                    .collect(follows && !offers.isEmpty() ? asked.order() : "none")
                    .coverage(found -> Stream.of(Order.values())
                            .forEach(order -> found.check(order).percentage(p -> p > 2)));
        }
        var segments = scenario.service().segments();
        Statistics.label("found with terms of a person's own")
                .collect(offers.stream()
                        .flatMap(offer -> offer.segments().stream())
                        .anyMatch(s -> segments.stream()
                                .anyMatch(segment -> segment.key().equals(s.key())
                                        && !segment.terms(s.staff()).equals(segment.usual()))))
                .coverage(found -> found.check(true).percentage(p -> p > 10));
        Statistics.label("found by somebody named")
                .collect(!offers.isEmpty() && !asked.named().isEmpty())
                .coverage(found -> found.check(true).percentage(p -> p > 3));
    }

    @Property(tries = 500)
    @Label("offers each start once, and with `all` never the same twice")
    void neverTwice(@ForAll("scenarios") Scenario scenario, @ForAll Order order) {
        var end = Scenario.BEGIN.plus(Duration.ofDays(3));
        var best = new OfferQuery(scenario.service(), Scenario.BEGIN, end, Optional.empty(), order, 500, false);
        var every = new OfferQuery(scenario.service(), Scenario.BEGIN, end, Optional.empty(), order, 500, true);

        var diary = new Diary(BERLIN, scenario.busy());
        assertThat(OfferSearch.search(best, scenario.free(), diary))
                .extracting(Offer::start)
                .doesNotHaveDuplicates();
        assertThat(OfferSearch.search(every, scenario.free(), diary)).doesNotHaveDuplicates();
    }

    @Property(tries = 500)
    @Label("takes away exactly the starts that overlap what is held")
    void takesAwayWhatIsHeld(@ForAll("scenarios") Scenario scenario) {
        var left = scenario.free().without(scenario.service(), scenario.busy());

        BruteForce.without(scenario).forEach((id, starts) -> {
            var found = new HashSet<Instant>();
            for (long second : left.starts(id)) {
                found.add(Instant.ofEpochSecond(second));
            }
            assertThat(found).isEqualTo(starts);
        });
    }

    @Provide
    Arbitrary<Scenario> scenarios() {
        return Scenario.any();
    }

    @Provide
    Arbitrary<Asked> questions() {
        var begin = Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.just(Scenario.BEGIN)), Tuple.of(1, Scenario.instants()));
        var end = Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.just(Scenario.BEGIN.plus(Duration.ofDays(3)))),
                Tuple.of(1, Scenario.instants()));
        return Combinators.combine(
                        begin,
                        end,
                        Arbitraries.of("anna", "ben").optional(0.1),
                        Arbitraries.of(Order.class),
                        limits(),
                        Arbitraries.of(true, false),
                        named())
                .as(Asked::new);
    }

    /** Mostly fewer than there are offers, for that is when a search may skip some. */
    private static Arbitrary<Integer> limits() {
        return Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.integers().between(1, 4)),
                Tuple.of(2, Arbitraries.integers().between(0, 40)));
    }

    private static Arbitrary<Map<String, String>> named() {
        var one = Arbitraries.maps(Arbitraries.of("s0", "s1", "s2"), Arbitraries.of("anna", "ben", "cleo"))
                .ofSize(1);
        return Arbitraries.frequencyOf(Tuple.of(4, Arbitraries.just(Map.of())), Tuple.of(1, one));
    }
}
