package dev.interlude.sandbox.slots;

import dev.interlude.sandbox.model.SandboxClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Remembers the slots of a query for a moment; a slot just booked can still be shown. */
public final class SlotsCache {

    private record Entry(long until, List<Instant> starts) {}

    private final SandboxClock clock;
    private final long millis;
    private final Map<String, Entry> entries = new ConcurrentHashMap<>();

    public SlotsCache(SandboxClock clock, Duration life) {
        this.clock = clock;
        this.millis = life.toMillis();
    }

    List<Instant> get(String key, Supplier<List<Instant>> compute) {
        if (millis == 0) {
            return compute.get();
        }
        var now = clock.ticks();
        var known = entries.get(key);
        if (known != null && known.until > now) {
            return known.starts;
        }
        entries.values().removeIf(e -> e.until <= now);
        var starts = compute.get();
        entries.put(key, new Entry(now + millis, starts));
        return starts;
    }

    public void reset() {
        entries.clear();
    }
}
