package dev.interlude.chaos;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of the database: those that a retention removes, and the dead ones. */
final class KeptRows {

    /** Of which something is removed in the time of a run. */
    private static final List<String> TABLES =
            List.of("saga", "saga_step", "idempotency", "bulk", "bulk_item", "event", "webhook_delivery", "sync_run");

    private final JdbcClient jdbc;

    KeptRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Settings with which a twelfth of the run is kept, half a minute at least. */
    static Map<String, String> keptFor(int minutes) {
        var seconds = Math.max(30, minutes * 5) + "s";
        var settings = new HashMap<String, String>();
        for (var room : List.of("HOLDS", "BULK", "WEBHOOK", "OUTBOX", "SYNC", "IDEMPOTENCY", "WAITLIST")) {
            settings.put("INTERLUDE_" + room + "_KEEP", seconds);
        }
        settings.put("INTERLUDE_SAGA_KEEP_ENDED", seconds);
        for (var room : List.of("HOLDS", "WEBHOOK", "OUTBOX", "SYNC", "SAGA", "WAITLIST")) {
            settings.put("INTERLUDE_" + room + "_PURGE_SCHEDULE", "0/10 * * * * ?");
        }
        settings.put("INTERLUDE_BULK_EXPIRE_EVERY", "10000");
        settings.put("INTERLUDE_IDEMPOTENCY_EXPIRE_EVERY", "10000");
        return settings;
    }

    long kept() {
        return jdbc.sql(TABLES.stream()
                        .map(table -> "select count(*) n from " + table)
                        .collect(Collectors.joining(" union all ", "select sum(n) from (", ") each")))
                .query(Long.class)
                .single();
    }

    /** Removed since the database began. */
    long removed() {
        return deleted().values().stream().mapToLong(n -> n).sum();
    }

    List<String> unremoved() {
        var deleted = deleted();
        return TABLES.stream()
                .filter(table -> deleted.getOrDefault(table, 0L) == 0)
                .toList();
    }

    /** Percent of all rows. Autovacuum lets a fifth of a table be dead. */
    double dead() {
        return jdbc.sql(
                        "select coalesce(100.0 * sum(n_dead_tup) / nullif(sum(n_dead_tup + n_live_tup), 0), 0) from pg_stat_user_tables")
                .query(Double.class)
                .single();
    }

    long connections() {
        return jdbc.sql(
                        "select count(*) from pg_stat_activity where backend_type = 'client backend' and application_name <> 'observer'")
                .query(Long.class)
                .single();
    }

    private Map<String, Long> deleted() {
        return jdbc
                .sql("select relname, n_tup_del from pg_stat_user_tables where relname in (:tables)")
                .param("tables", TABLES)
                .query((row, n) -> Map.entry(row.getString(1), row.getLong(2)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
