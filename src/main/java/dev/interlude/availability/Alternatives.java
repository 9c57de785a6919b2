package dev.interlude.availability;

import dev.interlude.availability.search.Diary;
import dev.interlude.availability.search.Offer;
import dev.interlude.availability.search.OfferSearch;
import dev.interlude.availability.search.Order;
import dev.interlude.availability.search.Turns;
import dev.interlude.availability.slots.FreeSlots;
import dev.interlude.availability.units.FreeUnits;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;

/** What to offer instead when a requested time is taken. */
public final class Alternatives {

    private Alternatives() {}

    /** The offers that begin nearest to a time, nearest first, of two equally near the earlier first. */
    public static List<Offer> nearest(List<Offer> offers, Instant asked, int count) {
        return offers.stream()
                .sorted(Comparator.comparing((Offer offer) ->
                                Duration.between(asked, offer.start()).abs())
                        .thenComparing(Offer::start))
                .limit(count)
                .toList();
    }

    /** The same out of all starts within the query's range, whatever its limit. */
    public static List<Offer> nearest(OfferQuery query, FreeSlots slots, FreeUnits units, Instant asked, int count) {
        var whole = new OfferQuery(
                query.service(), query.from(), query.to(), query.staff(), Order.EARLIEST, Integer.MAX_VALUE, false);
        return nearest(OfferSearch.search(whole, slots, Diary.blank(ZoneOffset.UTC), Turns.NONE, units), asked, count);
    }
}
