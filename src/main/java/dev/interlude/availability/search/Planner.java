package dev.interlude.availability.search;

import dev.interlude.availability.PlanRequestCheck;
import dev.interlude.availability.slots.FreeSlots;
import dev.interlude.catalog.Service;
import java.time.Instant;
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
        var first = planRequest.service().segments().get(0).key();
        if (planRequest.start().getNano() != 0) {
            return new Plan.Unavailable("No one is free for %s at that time".formatted(first));
        }
        long start = planRequest.start().getEpochSecond();
        var input = SearchInput.of(Order.EARLIEST, choices(planRequest), slots, null)
                .inTurn(turns);
        var stage = new Stage(input.around(start), 0, start, start);
        var candidates = Candidates.oneForEachStart(stage);
        if (candidates.hasNext()) {
            return new Plan.Ready(candidates.next().offer(planRequest.service().id()));
        }
        return new Plan.Unavailable(
                stage.times.length == 0
                        ? "No one is free for %s at that time".formatted(first)
                        : "%s could begin at that time, but what follows it is not free in time".formatted(first));
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
