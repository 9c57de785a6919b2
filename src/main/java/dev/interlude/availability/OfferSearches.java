package dev.interlude.availability;

import dev.interlude.catalog.Catalog;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** A search in two halves, with the reading of slots between them. */
public class OfferSearches {

    private final Catalog catalog;

    public OfferSearches(Catalog catalog) {
        this.catalog = catalog;
    }

    public Collection<SlotRead> reads(OfferQuery query) {
        return query.from().isBefore(query.to())
                ? SlotReads.of(query.service(), query.from(), query.to(), query.staff())
                : List.of();
    }

    /** @param held staff to the times that are held for customers */
    public List<Offer> offers(OfferQuery query, FreeSlots slots, Map<String, List<Interval>> held) {
        return OfferSearch.search(query, slots.without(query.service(), held), new Diary(catalog.timeZone(), held));
    }
}
