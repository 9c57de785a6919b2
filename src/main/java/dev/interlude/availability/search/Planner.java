package dev.interlude.availability.search;

import dev.interlude.availability.PlanRequestCheck;
import dev.interlude.availability.slots.FreeSlots;
import dev.interlude.catalog.Service;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Finds the offer that fits a request best, by {@link Order#EARLIEST}. */
public final class Planner {

    private Planner() {}

    public static Plan plan(PlanRequest planRequest, FreeSlots slots) {
        return plan(planRequest, slots, Turns.NONE);
    }

    public static Plan plan(PlanRequest planRequest, FreeSlots slots, Turns turns) {
        var errors = PlanRequestCheck.check(planRequest);
        if (!errors.isEmpty()) {
            return new Plan.Invalid(errors);
        }
        return planRequest
                .spelledOut()
                .map(offer -> asSpelledOut(offer, slots))
                .orElseGet(() -> best(planRequest, slots, turns));
    }

    private static Plan asSpelledOut(Offer offer, FreeSlots slots) {
        return offer.segments().stream()
                .filter(s -> !slots.isFree(s.eventTypeId(), s.start()))
                .findFirst()
                .<Plan>map(taken -> new Plan.Unavailable(
                        "%s is not free for %s at that time".formatted(taken.staff(), taken.key())))
                .orElseGet(() -> new Plan.Ready(offer));
    }

    private static Plan best(PlanRequest planRequest, FreeSlots slots, Turns turns) {
        if (planRequest.start().getNano() != 0) {
            return unavailable(planRequest, false);
        }
        boolean couldBegin = false;
        var ways = new ArrayList<Ways.Way>();
        for (var arranged : planRequest.possible()) {
            long start = planRequest.start().getEpochSecond();
            var input = SearchInput.of(
                            Order.EARLIEST,
                            choices(arranged),
                            arranged.service().enclosures(),
                            slots,
                            null)
                    .inTurn(turns);
            var stage = new Stage(input.around(start), 0, start, start);
            couldBegin |= stage.times.length > 0;
            var candidates = Candidates.oneForEachStart(stage);
            if (candidates.hasNext()) {
                ways.add(new Ways.Way(arranged.service(), candidates.next()));
            }
        }
        boolean begins = couldBegin;
        return Ways.best(ways, planRequest.service().arrangements())
                .<Plan>map(Plan.Ready::new)
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
