package dev.interlude.availability;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Offers as callers see them. */
public class AvailabilityView {

    private final Clock clock;

    public AvailabilityView(Clock clock) {
        this.clock = clock;
    }

    public AvailabilityAnswer offers(AvailabilityWish wish, List<Offer> offers, SlotReading slots) {
        var age = Duration.between(slots.readAt(), clock.instant()).toSeconds();
        return AvailabilityAnswer.of(wish.query().service().id(), wish.timeZone(), false, Math.max(0, age), offers);
    }
}
