package dev.interlude.sync;

import dev.interlude.sync.jdbc.SyncFigures.Figures;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** The room's meters, as of the last refresh; a scrape makes no queries. */
public class SyncMetrics {

    private final Map<String, AtomicLong> drift = new ConcurrentHashMap<>();
    private final AtomicReference<Figures> last = new AtomicReference<>();

    public SyncMetrics(MeterRegistry meters, Clock clock) {
        for (var kind : List.of("orphaned", "ghosts", "drifted", "clashes", "pending", "failed", "synced")) {
            drift.put(kind, meters.gauge("interlude.sync.bookings", Tags.of("state", kind), new AtomicLong()));
        }
        Gauge.builder("interlude.sync.age", () -> since(Figures::lastCheck, clock))
                .description("since the end of the last comparison; NaN as long as there was none")
                .baseUnit("seconds")
                .register(meters);
        Gauge.builder("interlude.sync.full.age", () -> since(Figures::lastFull, clock))
                .description("since the end of the last full comparison; NaN as long as there was none")
                .baseUnit("seconds")
                .register(meters);
        Gauge.builder("interlude.sync.duration", () -> {
                    var figures = last.get();
                    return figures == null || figures.tookSeconds() == null ? Double.NaN : figures.tookSeconds();
                })
                .description("how long the last comparison took; NaN as long as there was none")
                .baseUnit("seconds")
                .register(meters);
        Gauge.builder(
                        "interlude.sync.unchecked",
                        () -> last.get() == null ? 0 : last.get().unchecked())
                .description("1 while nothing has ever been compared")
                .register(meters);
    }

    private double since(Function<Figures, Instant> when, Clock clock) {
        var at = last.get() == null ? null : when.apply(last.get());
        return at == null ? Double.NaN : Duration.between(at, clock.instant()).toSeconds();
    }

    public void note(Figures figures) {
        last.set(figures);
        drift.get("orphaned").set(figures.orphaned());
        drift.get("ghosts").set(figures.ghosts());
        drift.get("drifted").set(figures.drifted());
        drift.get("clashes").set(figures.clashes());
        drift.get("pending").set(figures.pending());
        drift.get("failed").set(figures.failed());
        drift.get("synced").set(figures.synced());
    }
}
