package dev.interlude.availability;

import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Finds the offers for a service among free slots.
 *
 * <p>Cuts the range into blocks and searches those first that promise most ({@link Outlook}), until none that is left
 * promises better than what was found. No block is searched twice, so the steps grow with the slots and never faster.
 */
public final class OfferSearch {

    private static final long SHORT_BLOCK = Duration.ofHours(4).toSeconds();

    private final OfferQuery query;
    private final Material material;
    /** The worst first. */
    private final PriorityQueue<Way> kept = new PriorityQueue<>(Collections.reverseOrder());

    private OfferSearch(OfferQuery query, Material material) {
        this.query = query;
        this.material = material;
    }

    /**
     * The best offers, best first, at most {@code query.limit()}.
     *
     * @param diary only looked at with {@link Order#TIGHTEST}
     */
    public static List<Offer> search(OfferQuery query, FreeSlots slots, Diary diary) {
        return search(query, Material.of(query, slots, diary));
    }

    static List<Offer> search(OfferQuery query, Material material) {
        return query.limit() > 0 ? new OfferSearch(query, material).best() : List.of();
    }

    private List<Offer> best() {
        for (var blocks = blocks(); blocks.hasNext(); ) {
            var block = blocks.next();
            if (kept.size() == query.limit() && !block.couldBeat(kept.element())) {
                break;
            }
            var first = new Stage(material, 0, block.from(), block.to());
            keepBest(query.all() ? Ways.all(first) : Ways.oneForEachStart(first));
        }
        return kept.stream()
                .sorted()
                .map(way -> way.offer(query.service().id()))
                .toList();
    }

    private Iterator<Block> blocks() {
        long from = BusyTime.roundedUp(query.from());
        long to = BusyTime.roundedUp(query.to()) - 1;
        // Later segments reach as far beyond a block as the pauses can differ. Shorter blocks would look at most slots
        // twice.
        var service = query.service();
        long length = Math.max(SHORT_BLOCK, (service.maxMinutes() - service.minMinutes()) * 60L);
        return query.order() == Order.EARLIEST
                ? Block.inTurn(material, from, to, length)
                : Block.bestFirst(Outlook.of(material, from, to), length);
    }

    private void keepBest(Iterator<Way> ways) {
        while (ways.hasNext()) {
            var way = ways.next();
            if (kept.size() == query.limit()) {
                if (way.compareTo(kept.element()) > 0) {
                    return;
                }
                kept.remove();
            }
            kept.add(way);
        }
    }
}
