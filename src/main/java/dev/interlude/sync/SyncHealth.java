package dev.interlude.sync;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.interlude.sync.jdbc.SyncFigures;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The sync part of the health page, cached for some seconds. */
public class SyncHealth {

    private static final Duration BELIEVED = Duration.ofSeconds(5);

    private final LoadingCache<String, Map<String, Object>> read;

    public SyncHealth(SyncFigures figures) {
        this.read = Caffeine.newBuilder().expireAfterWrite(BELIEVED).build(key -> of(figures.read()));
    }

    public Map<String, Object> figures() {
        return read.get("");
    }

    private static Map<String, Object> of(SyncFigures.Figures figures) {
        var part = new LinkedHashMap<String, Object>();
        part.put("in_sync", figures.inSync());
        part.put("last_check", DriftView.text(figures.lastCheck()));
        part.put("orphaned", figures.orphaned());
        part.put("ghosts", figures.ghosts());
        part.put("drifted", figures.drifted());
        part.put("clashes", figures.clashes());
        part.put("unchecked", figures.unchecked());
        return part;
    }
}
