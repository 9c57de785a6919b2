package dev.interlude.availability.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlude.availability.OfferQuery;
import dev.interlude.availability.PlanRequestCheck;
import dev.interlude.availability.slots.FreeSlots;
import dev.interlude.catalog.Service;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

@Label("The planner, compared with trying every combination,")
class PlannerPropertyTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Property(tries = 3000)
    @Label("plans the best way that begins when asked and keeps to the wish")
    void plansTheBest(@ForAll("scenarios") Scenario scenario, @ForAll Random random) {
        var body = body(scenario, random);

        var plan = Planner.plan(body, scenario.free());

        var best = new BruteForce(scenario, BERLIN)
                .offers(everythingAt(body)).stream()
                        .filter(offer -> keepsTo(offer, body))
                        .findFirst();
        assertThat(plan instanceof Plan.Ready ready ? Optional.of(ready.offer()) : Optional.empty())
                .isEqualTo(best);
        Statistics.label("plans").collect(plan.getClass().getSimpleName()).coverage(plans -> {
            plans.check("Ready").percentage(p -> p > 10);
            plans.check("Unavailable").percentage(p -> p > 10);
            plans.check("Invalid").percentage(p -> p > 10);
        });
    }

    @Property(tries = 1000)
    @Label("refuses a wish as invalid exactly if it could not be planned with everybody free all the time")
    void refusesTheImpossible(@ForAll("scenarios") Scenario scenario, @ForAll Random random) {
        var body = body(scenario, random);
        var whenever = new ArrayList<Instant>();
        for (int tens = -60; tens < 120; tens++) {
            whenever.add(body.start().plus(tens * 10L, ChronoUnit.MINUTES));
        }
        var everything = new HashMap<Long, List<Instant>>();
        scenario.slots().keySet().forEach(id -> everything.put(id, whenever));

        var errors = PlanRequestCheck.check(body);

        if (errors.isEmpty()) {
            assertThat(Planner.plan(body, FreeSlots.of(everything))).isInstanceOf(Plan.Ready.class);
        } else {
            assertThat(OfferSearch.search(everythingAt(body), FreeSlots.of(everything), Diary.blank(BERLIN)))
                    .noneMatch(offer -> keepsTo(offer, body));
        }
        Statistics.label("wishes").collect(errors.isEmpty() ? "possible" : "impossible");
    }

    @Provide
    Arbitrary<Scenario> scenarios() {
        return Scenario.any();
    }

    private static OfferQuery everythingAt(PlanRequest body) {
        return new OfferQuery(
                body.service(),
                body.start(),
                body.start().plusSeconds(1),
                Optional.empty(),
                Order.EARLIEST,
                500_000,
                true);
    }

    private static boolean keepsTo(Offer offer, PlanRequest body) {
        return offer.segments().stream()
                        .allMatch(s ->
                                body.staff().isEmpty() || body.staff().get().equals(s.staff()))
                && body.segments().stream().allMatch(w -> offer.segments().stream()
                        .filter(s -> s.key().equals(w.key()))
                        .allMatch(s -> w.staff()
                                        .filter(x -> !x.equals(s.staff()))
                                        .isEmpty()
                                && w.start().filter(x -> !x.equals(s.start())).isEmpty()));
    }

    /** Mostly what some offer would fulfil, told in part and now and then spoiled. */
    private static PlanRequest body(Scenario scenario, Random random) {
        var service = scenario.service();
        var starts = scenario
                .slots()
                .get(service.segments().get(0).eventTypes().values().iterator().next())
                .stream()
                .sorted()
                .toList();
        var start = starts.get(random.nextInt(starts.size()));
        var staff = random.nextInt(6) == 0 ? Optional.of("anna") : Optional.<String>empty();
        var possible = OfferSearch.search(
                new OfferQuery(service, start, start.plusSeconds(1), staff, Order.EARLIEST, 20, true),
                scenario.free(),
                Diary.blank(BERLIN));
        var model = possible.isEmpty() ? madeUp(service, start, random) : possible.get(random.nextInt(possible.size()));
        boolean exact = random.nextInt(4) == 0;
        var segments = new ArrayList<RequestedSegment>();
        for (var segment : model.segments()) {
            if (exact || random.nextBoolean()) {
                var who = random.nextInt(8) == 0 ? "ben" : segment.staff();
                var when = random.nextInt(8) == 0
                        ? segment.start().plus(Duration.ofMinutes(10L * (random.nextInt(9) - 4)))
                        : segment.start();
                segments.add(new RequestedSegment(
                        segment.key(),
                        exact || random.nextBoolean() ? Optional.of(who) : Optional.empty(),
                        exact || random.nextBoolean() ? Optional.of(when) : Optional.empty()));
            }
        }
        return new PlanRequest(service, start, staff, segments);
    }

    private static Offer madeUp(Service service, Instant start, Random random) {
        var segments = new ArrayList<OfferedSegment>();
        var at = start;
        for (var segment : service.segments()) {
            var staff = List.copyOf(segment.eventTypes().keySet());
            var who = staff.get(random.nextInt(staff.size()));
            var end = at.plus(Duration.ofMinutes(segment.minutes(who)));
            segments.add(
                    new OfferedSegment(segment.key(), who, segment.eventTypes().get(who), at, end));
            at = end.plus(Duration.ofMinutes(segment.pause(who).min()));
        }
        return Offer.of(service.id(), segments);
    }
}
