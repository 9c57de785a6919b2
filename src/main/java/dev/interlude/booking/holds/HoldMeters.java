package dev.interlude.booking.holds;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/** Counts holds: metric {@code interlude.holds}, by what was done to them; those that end by their status. */
public class HoldMeters {

    private final MeterRegistry meters;

    public HoldMeters(MeterRegistry meters) {
        this.meters = meters;
        placed();
        for (var status : OfferHold.Status.values()) {
            if (status != OfferHold.Status.HELD) {
                ended(status);
            }
        }
    }

    public Counter placed() {
        return counter("placed");
    }

    public Counter extended() {
        return counter("extended");
    }

    public Counter ended(OfferHold.Status status) {
        return counter(status.name().toLowerCase(Locale.ROOT));
    }

    private Counter counter(String what) {
        return Counter.builder("interlude.holds")
                .description("offers that were held for a customer, and how that ended")
                .tag("result", what)
                .register(meters);
    }
}
