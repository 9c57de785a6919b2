package dev.interlude.outbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

/** The room's meters. Queue sizes are as of the last count; a scrape makes no queries. */
public class OutboxMeters {

    /**
     * @param oldest seconds that the oldest event waits
     * @param givenUp follow-ups that need a person
     */
    public record Waiting(long pending, long dead, long oldest, long givenUp) {}

    private final MeterRegistry meters;
    private volatile Waiting waiting = new Waiting(0, 0, 0, 0);

    public OutboxMeters(MeterRegistry meters) {
        this.meters = meters;
        Gauge.builder("interlude.outbox.pending", () -> waiting.pending())
                .description("deliveries of events that wait, over all subscribers")
                .register(meters);
        Gauge.builder("interlude.outbox.dead", () -> waiting.dead())
                .description("deliveries of events that were given up")
                .register(meters);
        Gauge.builder("interlude.outbox.oldest", () -> waiting.oldest())
                .description("since the oldest waiting event is to be delivered; 0 without one")
                .baseUnit("seconds")
                .register(meters);
        Gauge.builder("interlude.outbox.given.up.follow.ups", () -> waiting.givenUp())
                .description("follow-ups that need a person")
                .register(meters);
        List.of("delivered", "retry", "gone", "dead").forEach(this::attempts);
    }

    /** One attempt: delivered, retry, gone; or dead, when it was the last. */
    public void attempted(String result) {
        attempts(result).increment();
    }

    public void waiting(Waiting counted) {
        waiting = counted;
    }

    /** As of the last count. */
    public Waiting figures() {
        return waiting;
    }

    private Counter attempts(String result) {
        return meters.counter("interlude.outbox.attempts", "result", result);
    }
}
