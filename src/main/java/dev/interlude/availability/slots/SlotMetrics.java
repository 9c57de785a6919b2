package dev.interlude.availability.slots;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** How well the slot cache works. Hit rate: {@code hit} and {@code stale} of all {@code interlude.slots.lookups}. */
public final class SlotMetrics {

    /** Where the slots of one event type and week came from. */
    enum Source {
        /** Remembered. */
        HIT,
        /** Cached, and marked stale, as Cal.com cannot be reached. */
        STALE,
        /** Read for this search. */
        READ,
        /** Read for another, earlier search. */
        SHARED,
        /** Nowhere: Cal.com cannot be reached, and the cache has nothing recent enough. */
        NONE
    }

    private final Map<Source, Counter> lookups = new EnumMap<>(Source.class);
    private final Counter refreshes;
    private final Counter failures;
    private final Counter forgotten;
    private final DistributionSummary age;

    SlotMetrics(MeterRegistry meters, Supplier<Number> remembered) {
        for (var source : Source.values()) {
            lookups.put(
                    source,
                    meters.counter(
                            "interlude.slots.lookups", "source", source.name().toLowerCase(Locale.ROOT)));
        }
        refreshes = meters.counter("interlude.slots.refreshes");
        failures = meters.counter("interlude.slots.failures");
        forgotten = meters.counter("interlude.slots.forgotten");
        age = DistributionSummary.builder("interlude.slots.age")
                .baseUnit("seconds")
                .register(meters);
        Gauge.builder("interlude.slots.remembered", remembered)
                .baseUnit("weeks")
                .register(meters);
    }

    void lookedUp(Source source) {
        lookups.get(source).increment();
    }

    /** As before, from what was remembered. */
    void answeredAgain(int weeks, Duration oldest) {
        lookups.get(Source.HIT).increment(weeks);
        answered(oldest);
    }

    /** The age of the oldest slots used for an answer. */
    void answered(Duration oldest) {
        age.record(oldest.toMillis() / 1000.0);
    }

    /** A read in the background. */
    void refreshed() {
        refreshes.increment();
    }

    void failed() {
        failures.increment();
    }

    void forgotten(int weeks) {
        forgotten.increment(weeks);
    }
}
