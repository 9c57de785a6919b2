package dev.interlude.webhook;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * Counts deliveries, and how long it takes from the receipt of one to its effect. The counts of what waits are as of the
 * last count; a scrape makes no queries.
 */
public class DeliveryMetrics {

    private final MeterRegistry meters;
    private final Timer processing;
    private volatile InboxFigures figures = InboxFigures.NONE;

    public DeliveryMetrics(MeterRegistry meters) {
        this.meters = meters;
        this.processing = Timer.builder("interlude.webhook.processing")
                .description("From the receipt of a delivery to its effect")
                .publishPercentileHistogram()
                .register(meters);
        Gauge.builder("interlude.webhook.waiting", () -> figures.waiting())
                .description("deliveries that are not processed")
                .register(meters);
        Gauge.builder("interlude.webhook.dead", () -> figures.dead())
                .description("deliveries that need a person")
                .register(meters);
        Gauge.builder("interlude.webhook.oldest", () -> figures.oldest())
                .description("since the receipt of the oldest delivery that is not processed; 0 without one")
                .baseUnit("seconds")
                .register(meters);
        List.of("processed", "failed", "dead").forEach(this::tries);
        refusals();
        for (var as : DeliveryStatus.values()) {
            taken(as);
        }
    }

    public void waiting(InboxFigures counted) {
        figures = counted;
    }

    /** As of the last count. */
    public InboxFigures figures() {
        return figures;
    }

    public void received(DeliveryStatus as) {
        taken(as).increment();
    }

    /** One that is not signed by Cal.com and did not come by HTTP, where the sender would get the refusal. */
    public void refused() {
        refusals().increment();
    }

    public void processed(Instant received, Instant ended) {
        processing.record(Duration.between(received, ended));
        tries("processed").increment();
    }

    public void failed(boolean dead) {
        tries(dead ? "dead" : "failed").increment();
    }

    private Counter taken(DeliveryStatus as) {
        return meters.counter("interlude.webhook.received", "as", as.name().toLowerCase(Locale.ROOT));
    }

    private Counter refusals() {
        return Counter.builder("interlude.webhook.refused")
                .description("deliveries from a broker that are not signed by Cal.com")
                .register(meters);
    }

    private Counter tries(String end) {
        return meters.counter("interlude.webhook.tries", "end", end);
    }
}
