package dev.interlude.availability;

import dev.interlude.catalog.Service;
import java.time.Instant;
import java.util.List;

/** Turns a wish into the offer that fulfils it best, by {@link Order#EARLIEST}. */
public final class Planner {

    private Planner() {}

    public static Plan plan(Wish wish, FreeSlots slots) {
        var errors = WishCheck.check(wish);
        if (!errors.isEmpty()) {
            return new Plan.Invalid(errors);
        }
        return wish.spelledOut().map(offer -> asSpelledOut(offer, slots)).orElseGet(() -> best(wish, slots));
    }

    private static Plan asSpelledOut(Offer offer, FreeSlots slots) {
        return offer.segments().stream()
                .filter(s -> !slots.isFree(s.eventTypeId(), s.start()))
                .findFirst()
                .<Plan>map(taken -> new Plan.Unavailable(
                        "%s is not free for %s at that time".formatted(taken.staff(), taken.key())))
                .orElseGet(() -> new Plan.Ready(offer));
    }

    private static Plan best(Wish wish, FreeSlots slots) {
        var first = wish.service().segments().get(0).key();
        if (wish.start().getNano() != 0) {
            return new Plan.Unavailable("Nobody is free for %s at that time".formatted(first));
        }
        long start = wish.start().getEpochSecond();
        var stage = new Stage(Material.of(Order.EARLIEST, choices(wish), slots, null), 0, start, start);
        var ways = Ways.oneForEachStart(stage);
        if (ways.hasNext()) {
            return new Plan.Ready(ways.next().offer(wish.service().id()));
        }
        return new Plan.Unavailable(
                stage.times.length == 0
                        ? "Nobody is free for %s at that time".formatted(first)
                        : "%s could begin at that time, but what follows it is not free in time".formatted(first));
    }

    private static List<Choice> choices(Wish wish) {
        Service service = wish.service();
        return service.segments().stream()
                .map(segment -> {
                    var start = wish.startOf(segment);
                    return new Choice(
                            segment,
                            wish.staffFor(segment)
                                    .map(List::of)
                                    .orElseGet(() ->
                                            List.copyOf(segment.eventTypes().keySet())),
                            start.map(BusyTime::roundedUp).orElse(Long.MIN_VALUE),
                            start.map(Instant::getEpochSecond).orElse(Long.MAX_VALUE));
                })
                .toList();
    }
}
