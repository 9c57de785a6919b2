package dev.interlude.availability.search;

import static dev.interlude.availability.search.VisitScenario.BEGIN;
import static dev.interlude.availability.search.VisitScenario.BERLIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlude.availability.OfferQuery;
import dev.interlude.availability.PlanRequestCheck;
import dev.interlude.availability.search.VisitScenario.Way;
import dev.interlude.catalog.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;

@Label("The search for a visit of two or three services, compared with trying every combination of them,")
class VisitPropertyTest {

    private static final int EVERY = 1_000_000;

    @Property(tries = 300)
    @Label("finds all that fits: one after the other, or one in a pause of another that stays within its bounds")
    void findsAll(@ForAll Random random, @ForAll @IntRange(min = 2, max = 3) int size) {
        var salon = VisitScenario.any(random, size);
        var anyOrder = random.nextBoolean();
        var visit = salon.visit(anyOrder);

        var found = search(salon, query(visit, Order.EARLIEST, EVERY, true));

        assertThat(found).doesNotHaveDuplicates();
        var expected = salon.everyWay(anyOrder).stream().map(Way::segments).collect(Collectors.toSet());
        assertThat(found.stream().map(Offer::segments).collect(Collectors.toSet()))
                .isEqualTo(expected);
        found.stream().limit(20).forEach(offer -> plannedAgain(salon, visit, offer));
        Statistics.label("arrangements of " + size)
                .collect(found.isEmpty() ? "none" : kinds(found))
                .coverage(kinds -> {
                    kinds.check("none").percentage(p -> p < 80);
                    kinds.check("both").percentage(p -> p > 10);
                });
    }

    private static String kinds(List<Offer> found) {
        var inside = found.stream().anyMatch(o -> o.service().contains("."));
        var after = found.stream().anyMatch(o -> o.service().contains("_"));
        return inside && after ? "both" : inside ? "in a pause" : "one after the other";
    }

    /** What was offered can be booked as it was shown, by the services or by the id of the arrangement. */
    private static void plannedAgain(VisitScenario salon, Service visit, Offer offer) {
        var segments = offer.segments().stream()
                .map(s -> new RequestedSegment(s.key(), Optional.of(s.staff()), Optional.of(s.start())))
                .toList();
        for (var service :
                List.of(visit, salon.catalog().service(offer.service()).orElseThrow())) {
            var request = new PlanRequest(service, offer.start(), Optional.empty(), segments);
            assertThat(PlanRequestCheck.check(request)).isEmpty();
            assertThat(plan(salon, request)).isEqualTo(new Plan.Ready(offer));
        }
    }

    @Property(tries = 300)
    @Label("offers for each start the one that is best: earliest with the least waiting, or by the order asked for")
    void findsTheBest(@ForAll Random random, @ForAll @IntRange(min = 2, max = 3) int size, @ForAll Order order) {
        var salon = VisitScenario.any(random, size);
        var anyOrder = random.nextBoolean();
        var visit = salon.visit(anyOrder);
        int limit = 1 + random.nextInt(5);

        var found = search(salon, query(visit, order, limit, false));

        var byDefinition = new BruteForce(new Scenario(visit, salon.slots(), Map.of()), BERLIN);
        var starts = new HashSet<Long>();
        var expected = salon.everyWay(anyOrder).stream()
                .map(way -> measures(way.segments(), order, byDefinition))
                .sorted((one, other) -> Arrays.compare(one.toArray(Long[]::new), other.toArray(Long[]::new)))
                .filter(measures -> starts.add(measures.get(measures.size() - 1)))
                .limit(limit)
                .toList();
        assertThat(found.stream().map(o -> measures(o.segments(), order, byDefinition)))
                .isEqualTo(expected);
        if (!found.isEmpty()) {
            var start = found.get(0).start();
            assertThat(((Plan.Ready) plan(salon, PlanRequest.at(visit, start)))
                            .offer()
                            .start())
                    .isEqualTo(start);
        }
    }

    /** What offers are compared by, one after the other; the start is the last too. */
    private static List<Long> measures(List<OfferedSegment> segments, Order order, BruteForce byDefinition) {
        var offer = Offer.of("", segments);
        long start = offer.start().getEpochSecond();
        long minutes = offer.minutes();
        long waiting = minutes
                - segments.stream()
                        .mapToLong(s -> Duration.between(s.start(), s.end()).toMinutes())
                        .sum();
        long changes = offer.staffChanges();
        return switch (order) {
            case EARLIEST -> List.of(start, waiting, minutes, changes, start);
            case SHORTEST -> List.of(minutes, start, waiting, changes, start);
            case FEWEST_CHANGES -> List.of(changes, start, waiting, minutes, start);
            case TIGHTEST ->
                List.of(
                        byDefinition.shorterSides(offer),
                        byDefinition.bothSides(offer),
                        start,
                        waiting,
                        minutes,
                        changes,
                        start);
        };
    }

    private static List<Offer> search(VisitScenario salon, OfferQuery query) {
        return OfferSearch.search(query, salon.free(), Diary.blank(BERLIN), Turns.NONE, salon.units());
    }

    private static Plan plan(VisitScenario salon, PlanRequest request) {
        return Planner.plan(request, salon.free(), Turns.NONE, salon.units());
    }

    private static OfferQuery query(Service visit, Order order, int limit, boolean all) {
        Instant end = BEGIN.plus(Duration.ofDays(1));
        return new OfferQuery(visit, BEGIN, end, Optional.empty(), order, limit, all);
    }
}
