package dev.interlude.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicLong;

/** The room's meters. What waits is as of the last count; no scrape asks the database. */
public class OutboxMeters {

    /** @param oldest seconds that the oldest event waits */
    public record Waiting(long pending, long dead, long oldest) {}

    private final MeterRegistry meters;
    private final AtomicLong pending;
    private final AtomicLong dead;
    private final AtomicLong oldest;

    public OutboxMeters(MeterRegistry meters) {
        this.meters = meters;
        pending = meters.gauge("interlude.outbox.pending", new AtomicLong());
        dead = meters.gauge("interlude.outbox.dead", new AtomicLong());
        oldest = meters.gauge("interlude.outbox.oldest.seconds", new AtomicLong());
    }

    /** One attempt: told, again, gone; or dead, when it was the last. */
    public void attempted(String result) {
        meters.counter("interlude.outbox.attempts", "result", result).increment();
    }

    public void waiting(Waiting counted) {
        pending.set(counted.pending());
        dead.set(counted.dead());
        oldest.set(counted.oldest());
    }
}
