package dev.interlude.sync;

import dev.interlude.sync.jdbc.SyncFigures.Figures;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** The room's meters, as of the last look; no scrape asks the database. */
public class SyncMetrics {

    private final Map<String, AtomicLong> drift = new ConcurrentHashMap<>();
    private final AtomicReference<Figures> last = new AtomicReference<>();

    public SyncMetrics(MeterRegistry meters, Clock clock) {
        for (var kind : List.of("orphaned", "ghosts", "drifted", "pending", "failed", "synced")) {
            drift.put(kind, meters.gauge("interlude.sync.bookings", Tags.of("state", kind), new AtomicLong()));
        }
        meters.gauge(
                "interlude.sync.age",
                last,
                it -> it.get() == null || it.get().lastCheck() == null
                        ? Double.NaN
                        : Duration.between(it.get().lastCheck(), clock.instant())
                                .toSeconds());
        meters.gauge(
                "interlude.sync.duration",
                last,
                it -> it.get() == null || it.get().tookSeconds() == null
                        ? Double.NaN
                        : it.get().tookSeconds());
    }

    public void note(Figures figures) {
        last.set(figures);
        drift.get("orphaned").set(figures.orphaned());
        drift.get("ghosts").set(figures.ghosts());
        drift.get("drifted").set(figures.drifted());
        drift.get("pending").set(figures.pending());
        drift.get("failed").set(figures.failed());
        drift.get("synced").set(figures.synced());
    }
}
