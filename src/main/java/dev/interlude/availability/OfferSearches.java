package dev.interlude.availability;

import dev.interlude.catalog.Catalog;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A search in two halves, with the reading of slots between them. */
public class OfferSearches {

    private final Catalog catalog;
    private final Clock clock;
    private final Duration readAhead;

    /** @param readAhead how far {@link #coming} looks; zero: nowhere */
    public OfferSearches(Catalog catalog, Clock clock, Duration readAhead) {
        this.catalog = catalog;
        this.clock = clock;
        this.readAhead = readAhead;
    }

    /** What searches of the coming days will need, whatever they are for. */
    public Collection<SlotRead> coming() {
        var now = clock.instant();
        return catalog.services().values().stream()
                .filter(service -> !readAhead.isZero())
                .flatMap(service -> SlotReads.of(service, now, now.plus(readAhead), Optional.empty()).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    public Collection<SlotRead> reads(OfferQuery query) {
        return query.from().isBefore(query.to())
                ? SlotReads.of(query.service(), query.from(), query.to(), query.staff())
                : List.of();
    }

    /** @param held staff to the times that are held for customers */
    public List<Offer> offers(OfferQuery query, FreeSlots slots, Map<String, List<Interval>> held, FullDays full) {
        var free = slots.without(query.service(), held).without(query.service(), full);
        return OfferSearch.search(query, free, new Diary(catalog.timeZone(), held));
    }
}
