package dev.interlude.availability;

import dev.interlude.availability.search.Diary;
import dev.interlude.availability.search.Offer;
import dev.interlude.availability.search.OfferSearch;
import dev.interlude.availability.search.Turns;
import dev.interlude.availability.slots.FreeSlots;
import dev.interlude.availability.slots.FullDays;
import dev.interlude.availability.slots.Interval;
import dev.interlude.availability.slots.SlotDemand;
import dev.interlude.availability.slots.SlotRead;
import dev.interlude.availability.slots.SlotReading;
import dev.interlude.availability.slots.SlotReads;
import dev.interlude.availability.units.FreeUnits;
import dev.interlude.catalog.Catalog;
import dev.interlude.platform.problems.Refused;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
    private final Horizon horizon;
    private final Duration readAhead;

    /** @param readAhead how far {@link #coming} looks; zero: nowhere */
    public OfferSearches(Catalog catalog, Clock clock, Horizon horizon, Duration readAhead) {
        this.catalog = catalog;
        this.clock = clock;
        this.horizon = horizon;
        this.readAhead = readAhead;
    }

    /** The slots that searches of the coming days will need. */
    public Collection<SlotRead> coming() {
        var now = clock.instant();
        return catalog.services().values().stream()
                .filter(service -> !readAhead.isZero())
                .flatMap(service -> SlotReads.of(service, now, now.plus(readAhead), Optional.empty()).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    public SlotDemand demand(OfferQuery query) {
        return query.demand();
    }

    public Collection<SlotRead> reads(OfferQuery query) {
        var to = end(query);
        return query.from().isBefore(to) ? SlotReads.of(query.service(), query.from(), to, query.staff()) : List.of();
    }

    /** @throws Refused if no slots of one of the segments are known, so no offer is possible */
    public void requireAnswerable(OfferQuery query, SlotReading slots) {
        for (var segment : query.service().segments()) {
            var parts = slots.leftOut().stream()
                    .filter(part -> segment.eventTypes().containsValue(part.eventTypeId()))
                    .toList();
            if (!parts.isEmpty() && segment.eventTypes().values().stream().noneMatch(slots::knows)) {
                throw new Refused(parts.get(0).why());
            }
        }
    }

    /** @param held staff to the times that are held for customers */
    public List<Offer> offers(
            OfferQuery query,
            FreeSlots slots,
            Map<String, List<Interval>> held,
            FullDays full,
            Turns turns,
            FreeUnits units) {
        var free = slots.without(query.service(), held).without(query.service(), full);
        return OfferSearch.search(query.until(end(query)), free, new Diary(catalog.timeZone(), held), turns, units);
    }

    /** Only offers that could be booked. */
    private Instant end(OfferQuery query) {
        var last = horizon.of(query.service()).plusSeconds(1);
        return query.to().isBefore(last) ? query.to() : last;
    }
}
