package dev.interlude.webhook;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Counts deliveries, and how long it takes from the receipt of one to its effect. */
public class DeliveryMetrics {

    private final MeterRegistry meters;
    private final Timer processing;

    public DeliveryMetrics(MeterRegistry meters) {
        this.meters = meters;
        this.processing = Timer.builder("interlude.webhook.processing")
                .description("From the receipt of a delivery to its effect")
                .publishPercentileHistogram()
                .register(meters);
    }

    public void received(DeliveryStatus as) {
        meters.counter("interlude.webhook.received", "as", as.name().toLowerCase(Locale.ROOT))
                .increment();
    }

    public void processed(Instant received, Instant ended) {
        processing.record(Duration.between(received, ended));
        ended("processed");
    }

    public void failed(boolean dead) {
        ended(dead ? "dead" : "failed");
    }

    private void ended(String how) {
        meters.counter("interlude.webhook.tries", "end", how).increment();
    }
}
