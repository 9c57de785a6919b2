package dev.interlude.availability.search;

import dev.interlude.availability.OfferQuery;
import dev.interlude.availability.slots.FreeSlots;
import dev.interlude.availability.units.FreeUnits;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Finds the offers for a service among free slots.
 *
 * <p>Cuts the range into blocks and searches those with the best lower bound first ({@link LowerBounds}), until no
 * remaining bound beats what was found. No block is searched twice, so the steps grow no faster than the slots.
 */
public final class OfferSearch {

    private static final long SHORT_BLOCK = Duration.ofHours(4).toSeconds();

    private final OfferQuery query;
    private final SearchInput input;
    /** The worst first. */
    private final PriorityQueue<Candidate> kept = new PriorityQueue<>(Collections.reverseOrder());

    private OfferSearch(OfferQuery query, SearchInput input) {
        this.query = query;
        this.input = input;
    }

    /**
     * The best offers, best first, at most {@code query.limit()}.
     *
     * @param diary only looked at with {@link Order#TIGHTEST}
     */
    public static List<Offer> search(OfferQuery query, FreeSlots slots, Diary diary) {
        return search(query, slots, diary, Turns.NONE);
    }

    public static List<Offer> search(OfferQuery query, FreeSlots slots, Diary diary, Turns turns) {
        return search(query, slots, diary, turns, FreeUnits.ALL);
    }

    /** @param units of the resources that segments and pauses need */
    public static List<Offer> search(OfferQuery query, FreeSlots slots, Diary diary, Turns turns, FreeUnits units) {
        var arrangements = query.service().arrangements();
        return Ways.best(
                arrangements.stream()
                        .flatMap(service -> {
                            var its = query.of(service);
                            return candidates(
                                            its,
                                            SearchInput.of(its, slots, diary)
                                                    .inTurn(turns)
                                                    .needing(units))
                                    .stream()
                                    .map(candidate -> new Ways.Way(service, candidate));
                        })
                        .toList(),
                arrangements,
                query.all(),
                query.limit());
    }

    static List<Offer> search(OfferQuery query, SearchInput input) {
        return candidates(query, input).stream()
                .map(candidate -> candidate.offer(query.service().id()))
                .toList();
    }

    private static List<Candidate> candidates(OfferQuery query, SearchInput input) {
        return query.limit() > 0 ? new OfferSearch(query, input).best() : List.of();
    }

    private List<Candidate> best() {
        for (var blocks = blocks(); blocks.hasNext(); ) {
            var block = blocks.next();
            if (kept.size() == query.limit() && !block.couldBeat(kept.element())) {
                break;
            }
            var first = new Stage(input.around(block.from()), 0, block.from(), block.to());
            keepBest(query.all() ? Candidates.all(first) : Candidates.oneForEachStart(first));
        }
        return kept.stream().sorted().toList();
    }

    private Iterator<Block> blocks() {
        long from = BusyTime.roundedUp(query.from());
        long to = BusyTime.roundedUp(query.to()) - 1;
        // Later segments reach as far beyond a block as the pauses can differ. Shorter blocks would look at most slots
        // twice.
        var service = query.service();
        long length = Math.max(SHORT_BLOCK, (service.maxMinutes() - service.minMinutes()) * 60L);
        return query.order() == Order.EARLIEST
                ? Block.inTurn(input, from, to, length)
                : Block.bestFirst(LowerBounds.of(input, from, to), length);
    }

    private void keepBest(Iterator<Candidate> candidates) {
        while (candidates.hasNext()) {
            var candidate = candidates.next();
            if (kept.size() == query.limit()) {
                if (candidate.compareTo(kept.element()) > 0) {
                    return;
                }
                kept.remove();
            }
            kept.add(candidate);
        }
    }
}
