package dev.interlude.availability;

import dev.interlude.availability.search.Offer;
import dev.interlude.availability.slots.SlotReading;
import dev.interlude.catalog.Catalog;
import dev.interlude.catalog.ServicesAnswer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Offers as callers see them. */
public class AvailabilityView {

    private final Catalog catalog;
    private final Clock clock;

    public AvailabilityView(Catalog catalog, Clock clock) {
        this.catalog = catalog;
        this.clock = clock;
    }

    public ServicesAnswer services() {
        return ServicesAnswer.of(catalog);
    }

    public AvailabilityAnswer offers(AvailabilityRequest search, List<Offer> offers, SlotReading slots) {
        var age = Duration.between(slots.readAt(), clock.instant()).toSeconds();
        return AvailabilityAnswer.of(
                search.query().service(), search.timeZone(), slots.stale(), Math.max(0, age), slots.leftOut(), offers);
    }
}
