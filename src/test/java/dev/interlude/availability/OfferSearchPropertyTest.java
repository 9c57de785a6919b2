package dev.interlude.availability;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Optional;
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

    record Asked(Instant from, Instant to, Optional<String> staff, Order order, int limit, boolean all) {}

    @Property(tries = 3000)
    @Label("finds the same offers in the same order")
    void findsTheSame(@ForAll("scenarios") Scenario scenario, @ForAll("questions") Asked asked) {
        var query = new OfferQuery(
                scenario.service(), asked.from(), asked.to(), asked.staff(), asked.order(), asked.limit(), asked.all());

        var offers = OfferSearch.search(query, scenario.free(), new Diary(BERLIN, scenario.busy()));

        assertThat(offers).isEqualTo(new BruteForce(scenario, BERLIN).offers(query));
        Statistics.label("segments of what was found")
                .collect(offers.isEmpty() ? 0 : offers.get(0).segments().size())
                .coverage(found -> {
                    found.check(1).percentage(p -> p > 10);
                    found.check(2).percentage(p -> p > 10);
                    found.check(3).percentage(p -> p > 10);
                    found.check(4).percentage(p -> p > 5);
                });
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
                        Arbitraries.of("anna", "ben").optional(0.2),
                        Arbitraries.of(Order.class),
                        Arbitraries.integers().between(0, 40),
                        Arbitraries.of(true, false))
                .as(Asked::new);
    }
}
