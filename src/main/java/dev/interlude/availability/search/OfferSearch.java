package dev.interlude.availability.search;

import dev.interlude.availability.OfferQuery;
import dev.interlude.availability.slots.FreeSlots;
import dev.interlude.availability.units.FreeUnits;
import dev.interlude.catalog.Service;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/**
 * Finds the offers for a service among free slots.
 *
 * <p>Cuts the range into blocks and searches those with the best lower bound first, of whatever arrangement, until no
 * remaining bound beats what was found. No block is searched twice, so the steps grow no faster than the slots.
 */
public final class OfferSearch {

    private final OfferQuery query;
    private final List<Service> arrangements;
    private final List<SearchInput> inputs;
    private final BestWays best;

    private OfferSearch(OfferQuery query, List<SearchInput> inputs) {
        this.query = query;
        this.arrangements = query.service().arrangements();
        this.inputs = inputs;
        this.best = new BestWays(query.limit(), query.all());
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
        return search(query, SearchInput.ofEach(query, slots, diary, turns, units));
    }

    /** @param inputs one for each arrangement of the service */
    static List<Offer> search(OfferQuery query, List<SearchInput> inputs) {
        return query.limit() > 0 ? new OfferSearch(query, inputs).best() : List.of();
    }

    private List<Offer> best() {
        var blocks = IntStream.range(0, inputs.size())
                .mapToObj(i -> new Blocks(i, inputs.get(i), query.of(arrangements.get(i))))
                .toList();
        var open = new PriorityQueue<Block>();
        blocks.forEach(its -> open.addAll(its.first()));
        while (!open.isEmpty() && best.couldBeIn(open.element())) {
            var block = open.remove();
            open.addAll(blocks.get(block.arrangement()).behind(block));
            if (!block.rough()) {
                search(block);
            }
        }
        return best.offers();
    }

    private void search(Block block) {
        int place = block.arrangement();
        var first = new Stage(inputs.get(place).around(block.from()), 0, block.from(), block.to());
        var candidates = query.all() ? Candidates.all(first) : Candidates.oneForEachStart(first);
        boolean good = true;
        while (good && candidates.hasNext()) {
            good = best.add(new Way(arrangements.get(place), place, candidates.next()));
        }
    }
}
