package dev.interlude.ops;

import dev.interlude.ops.CheckedEventType.Finding;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The result of the last check of the catalog against Cal.com.
 *
 * @param at when; null: there was none yet
 * @param holders name of a key to the id of the Cal.com user whose key it is
 */
public record CheckedCatalog(
        Instant at, List<CheckedEventType> eventTypes, Map<String, Long> holders, List<Finding> findings) {

    static final CheckedCatalog NONE = new CheckedCatalog(null, List.of(), Map.of(), List.of());

    long errors() {
        return findings.stream().filter(f -> !f.warning()).count();
    }

    long warnings() {
        return findings.size() - errors();
    }
}
