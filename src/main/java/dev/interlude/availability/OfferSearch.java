package dev.interlude.availability;

import dev.interlude.catalog.Segment;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Finds the offers for a service among free slots.
 *
 * <p>Works through the range in blocks of about a day, and in each from the last segment back to the first. A block costs
 * as many steps as it has slots; with {@link Order#EARLIEST} the blocks after the last offer are never looked at.
 */
public final class OfferSearch {

    private static final long DAY = Duration.ofDays(1).toSeconds();

    private OfferSearch() {}

    /**
     * The best offers, best first, at most {@code query.limit()}.
     *
     * @param diary only looked at with {@link Order#TIGHTEST}
     */
    public static List<Offer> search(OfferQuery query, FreeSlots slots, Diary diary) {
        var weights = Weights.of(query.order());
        var idle = weights.needsIdle() ? new IdleTime(query.service(), slots, diary) : null;
        var choices = Choice.of(query.service(), query.staff(), query.named());
        var kept = new PriorityQueue<Way>((x, y) -> y.compareTo(x, query.order()));
        long block = Math.max(DAY, query.service().maxMinutes() * 60L);
        long end = BusyTime.roundedUp(query.to());
        long at = firstStart(choices.get(0), slots, BusyTime.roundedUp(query.from()));
        while (at < end && query.limit() > 0) {
            long last = Math.min(end, at + block) - 1;
            var first = stages(choices, weights, slots, at, last, idle);
            var ways = query.all() ? Ways.all(first, query.order()) : Ways.oneForEachStart(first, query.order());
            keepBest(kept, ways, query);
            if (query.order() == Order.EARLIEST && kept.size() == query.limit()) {
                break;
            }
            at = firstStart(choices.get(0), slots, last + 1);
        }
        return kept.stream()
                .sorted((x, y) -> x.compareTo(y, query.order()))
                .map(way -> way.offer(query.service().id()))
                .toList();
    }

    /** @param kept the worst first */
    private static void keepBest(PriorityQueue<Way> kept, Iterator<Way> ways, OfferQuery query) {
        while (ways.hasNext()) {
            var way = ways.next();
            if (kept.size() == query.limit()) {
                if (way.compareTo(kept.element(), query.order()) > 0) {
                    return;
                }
                kept.remove();
            }
            kept.add(way);
        }
    }

    private static long firstStart(Choice choice, FreeSlots slots, long from) {
        long first = Long.MAX_VALUE;
        for (int s = 0; s < choice.staff().size(); s++) {
            var starts = slots.starts(choice.eventType(s));
            int found = FreeSlots.firstFrom(starts, from);
            first = found < starts.length ? Math.min(first, starts[found]) : first;
        }
        return first;
    }

    /** The stage of the first segment, for starts in {@code [from, to]}, with all others behind it. */
    static Stage stages(List<Choice> choices, Weights weights, FreeSlots slots, long from, long to, IdleTime idle) {
        return stage(0, choices, weights, slots, from, to, idle);
    }

    private static Stage stage(
            int index, List<Choice> choices, Weights weights, FreeSlots slots, long from, long to, IdleTime idle) {
        var choice = choices.get(index);
        Stage next = null;
        if (index + 1 < choices.size()) {
            Segment segment = choice.segment();
            long least = choice.seconds() + segment.pause().min() * 60L;
            long most = choice.seconds() + segment.pause().max() * 60L;
            next = stage(index + 1, choices, weights, slots, from + least, to + most, idle);
        }
        return new Stage(choice, weights, slots, from, to, idle, next);
    }
}
