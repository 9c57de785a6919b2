package dev.interlude.availability.search;

import dev.interlude.availability.PlanRequestCheck;
import dev.interlude.availability.slots.FreeSlots;
import dev.interlude.availability.slots.Interval;
import dev.interlude.availability.units.FreeUnits;
import dev.interlude.availability.units.NeededUnit;
import dev.interlude.catalog.Service;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds the offer that fits a request best, by {@link Order#EARLIEST}. */
public final class Planner {

    private Planner() {}

    public static Plan plan(PlanRequest planRequest, FreeSlots slots) {
        return plan(planRequest, slots, Turns.NONE);
    }

    public static Plan plan(PlanRequest planRequest, FreeSlots slots, Turns turns) {
        return plan(planRequest, slots, turns, FreeUnits.ALL);
    }

    /** @param units of the resources that segments and pauses need; if only they are missing, the refusal says which */
    public static Plan plan(PlanRequest planRequest, FreeSlots slots, Turns turns, FreeUnits units) {
        var errors = PlanRequestCheck.check(planRequest);
        if (!errors.isEmpty()) {
            return new Plan.Invalid(errors);
        }
        var plan = planRequest
                .spelledOut()
                .map(offer -> asSpelledOut(offer, slots))
                .orElseGet(() -> best(planRequest, slots, turns, units));
        if (plan instanceof Plan.Ready ready) {
            return lacking(planRequest.service(), ready.offer(), units).orElse(plan);
        }
        return units.isAll() || !(best(planRequest, slots, turns, FreeUnits.ALL) instanceof Plan.Ready people)
                ? plan
                : lacking(planRequest.service(), people.offer(), units).orElse(plan);
    }

    private static Optional<Plan> lacking(Service service, Offer offer, FreeUnits units) {
        var arranged = service.arrangements().stream()
                .filter(way -> way.id().equals(offer.service()))
                .findFirst()
                .orElse(service);
        return units.lacking(NeededUnit.of(
                        arranged,
                        offer.segments().stream()
                                .map(s -> new NeededUnit.Timed(s.key(), new Interval(s.start(), s.end())))
                                .toList()))
                .map(Plan.Unavailable::new);
    }

    private static Plan asSpelledOut(Offer offer, FreeSlots slots) {
        return offer.segments().stream()
                .filter(s -> !slots.isFree(s.eventTypeId(), s.start()))
                .findFirst()
                .<Plan>map(taken -> new Plan.Unavailable(
                        "%s is not free for %s at that time".formatted(taken.staff(), taken.key())))
                .orElseGet(() -> new Plan.Ready(offer));
    }

    private static Plan best(PlanRequest planRequest, FreeSlots slots, Turns turns, FreeUnits units) {
        if (planRequest.start().getNano() != 0) {
            return unavailable(planRequest, false);
        }
        boolean couldBegin = false;
        var ways = new ArrayList<Way>();
        for (var arranged : planRequest.possible()) {
            long start = planRequest.start().getEpochSecond();
            var input = SearchInput.of(
                            Order.EARLIEST,
                            choices(arranged),
                            arranged.service().enclosures(),
                            slots,
                            null)
                    .inTurn(turns)
                    .needing(units);
            var stage = new Stage(input.around(start), 0, start, start);
            couldBegin |= stage.times.length > 0;
            var candidates = Candidates.oneForEachStart(stage);
            if (candidates.hasNext()) {
                ways.add(new Way(arranged.service(), ways.size(), candidates.next()));
            }
        }
        boolean begins = couldBegin;
        return ways.stream()
                .min(Comparator.naturalOrder())
                .<Plan>map(way -> new Plan.Ready(way.offer()))
                .orElseGet(() -> unavailable(planRequest, begins));
    }

    private static Plan unavailable(PlanRequest planRequest, boolean couldBegin) {
        var first = planRequest.service().segments().get(0).key();
        return new Plan.Unavailable(
                couldBegin
                        ? "%s could begin at that time, but what follows it is not free in time".formatted(first)
                        : "No one is free for %s at that time".formatted(first));
    }

    private static List<Choice> choices(PlanRequest planRequest) {
        Service service = planRequest.service();
        return service.segments().stream()
                .map(segment -> {
                    var start = planRequest.startOf(segment);
                    return new Choice(
                            segment,
                            planRequest
                                    .staffFor(segment)
                                    .map(List::of)
                                    .orElseGet(() ->
                                            List.copyOf(segment.eventTypes().keySet())),
                            start.map(BusyTime::roundedUp).orElse(Long.MIN_VALUE),
                            start.map(Instant::getEpochSecond).orElse(Long.MAX_VALUE));
                })
                .toList();
    }
}
