package dev.interlude.sync.jdbc;

import static dev.interlude.platform.Instants.sql;

import dev.interlude.platform.Instants;
import dev.interlude.platform.problems.ProblemCode;
import dev.interlude.platform.problems.Refused;
import dev.interlude.sync.Drift;
import dev.interlude.sync.DriftView;
import dev.interlude.sync.SyncSettings;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How far both sides agree, from stored figures without calling Cal.com. */
public class SyncFigures {

    private static final int LISTED = 1000;

    private static final String STATUS =
            """
            select (select max(ended_at) from sync_run where state = 'DONE' and not dry_run) as last_check,
                   (select max(ended_at) from sync_run where state = 'DONE' and not dry_run and mode = 'FULL') as last_full,
                   (select min(watermark) from sync_watermark) as watermark,
                   (select id from sync_run where state = 'RUNNING') as running,
                   (select extract(epoch from ended_at - started_at) from sync_run where id =
                       (select id from sync_run where state = 'DONE' and not dry_run order by ended_at desc limit 1)) as took,
                   (select count(*) from segment where status in ('BOOKED', 'PENDING') and start_at >= :from and start_at < :to) as booked,
                   (select count(distinct s.id) from sync_drift d join segment s on s.id = d.segment
                    where d.state in ('OPEN', 'FLAGGED', 'FAILED') and s.status in ('BOOKED', 'PENDING')
                      and s.start_at >= :from and s.start_at < :to) as unsettled,
                   (select count(*) from segment where status in ('PLANNED', 'RELEASING')) as under_way
            """;
    private static final String UNSETTLED =
            """
            select kind, state, count(*) as drift from sync_drift
            where state in ('OPEN', 'FLAGGED', 'FAILED') group by kind, state
            """;

    private final JdbcClient jdbc;
    private final SyncSettings settings;
    private final Clock clock;

    public SyncFigures(JdbcClient jdbc, SyncSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * @param synced segments of the window of a full pass on which both sides agree
     * @param pending segments under way, and differences that are being repaired
     * @param drifted other differences than orphans and ghosts
     * @param clashes bookings on which both sides agree but that are flagged
     * @param unchecked 1 while nothing has been compared
     * @param tookSeconds of the last run, or null
     */
    public record Figures(
            boolean inSync,
            Instant lastCheck,
            Instant lastFull,
            Instant watermark,
            UUID running,
            Double tookSeconds,
            long synced,
            long pending,
            long failed,
            long orphaned,
            long ghosts,
            long drifted,
            long clashes,
            long unchecked) {}

    private record Count(String kind, String state, long drift) {}

    public Figures read() {
        var now = clock.instant();
        var counts = jdbc.sql(UNSETTLED)
                .query((row, n) -> new Count(row.getString("kind"), row.getString("state"), row.getLong("drift")))
                .list();
        return jdbc.sql(STATUS)
                .param("from", sql(now.minus(Duration.ofDays(settings.daysBack()))))
                .param("to", sql(now.plus(Duration.ofDays(settings.daysAhead()))))
                .query((row, n) -> figures(row, counts))
                .single();
    }

    private static Figures figures(ResultSet row, List<Count> counts) throws SQLException {
        var took = row.getObject("took");
        return new Figures(
                counts.isEmpty() && row.getObject("last_check") != null,
                Instants.read(row, "last_check"),
                Instants.read(row, "last_full"),
                Instants.read(row, "watermark"),
                row.getObject("running", UUID.class),
                took == null ? null : ((Number) took).doubleValue(),
                row.getLong("booked") - row.getLong("unsettled"),
                row.getLong("under_way") + sum(counts, List.of(), "OPEN"),
                sum(counts, List.of(), "FAILED"),
                sum(counts, List.of("ORPHAN"), null),
                sum(counts, List.of("GHOST", "UNDONE"), null),
                sum(counts, List.of("TIME", "STATUS", "ATTENDEE", "UNREADABLE"), null),
                sum(counts, List.of("CLASH"), null),
                row.getObject("last_check") == null ? 1 : 0);
    }

    private static long sum(List<Count> counts, List<String> kinds, String state) {
        return counts.stream()
                .filter(c -> kinds.isEmpty() || kinds.contains(c.kind()))
                .filter(c -> state == null || state.equals(c.state()))
                .mapToLong(Count::drift)
                .sum();
    }

    /** What is not settled, the oldest first. */
    public List<Drift> unsettled() {
        return jdbc.sql(
                        "select * from sync_drift where state in ('OPEN', 'FLAGGED', 'FAILED') order by found_at, id limit "
                                + LISTED)
                .query(StoredDrift::of)
                .list();
    }

    /**
     * The report of a run.
     *
     * @throws Refused NOT_FOUND
     */
    public Map<String, Object> report(String id) {
        var run = uuid(id);
        var report = jdbc.sql("select * from sync_run where id = :run")
                .param("run", run)
                .query(SyncFigures::head)
                .optional()
                .orElseThrow(SyncFigures::unknown);
        var passes = jdbc.sql("select * from sync_pass where run = :run order by account")
                .param("run", run)
                .query(SyncFigures::pass)
                .list();
        report.put(
                "read", passes.stream().mapToInt(p -> (Integer) p.get("read")).sum());
        report.put("accounts", passes);
        report.put(
                "found",
                counted(
                        run,
                        "kind",
                        List.of("time", "status", "attendee", "orphan", "ghost", "undone", "clash", "unreadable")));
        report.put(
                "outcome",
                counted(run, "state", List.of("repaired", "open", "flagged", "failed", "ignored", "reported")));
        report.put("items", items(run));
        return report;
    }

    private Map<String, Long> counted(UUID run, String column, List<String> all) {
        var counts = new LinkedHashMap<String, Long>();
        all.forEach(one -> counts.put(one, 0L));
        jdbc.sql(
                        "select " + column
                                + ", count(*) from sync_drift where run = :run and state not in ('SUSPECTED', 'GONE') group by 1")
                .param("run", run)
                .query((row, n) -> counts.put(row.getString(1).toLowerCase(Locale.ROOT), row.getLong(2)))
                .list();
        return counts;
    }

    private List<Map<String, Object>> items(UUID run) {
        return jdbc
                .sql(
                        "select * from sync_drift where run = :run and state not in ('SUSPECTED', 'GONE') order by found_at, id limit "
                                + LISTED)
                .param("run", run)
                .query(StoredDrift::of)
                .list()
                .stream()
                .map(DriftView::of)
                .toList();
    }

    private static Map<String, Object> head(ResultSet row, int n) throws SQLException {
        var head = new LinkedHashMap<String, Object>();
        head.put("runId", row.getString("id"));
        head.put("mode", row.getString("mode").toLowerCase(Locale.ROOT));
        head.put("dryRun", row.getBoolean("dry_run"));
        head.put("state", row.getString("state").toLowerCase(Locale.ROOT));
        head.put("by", row.getString("asked_by"));
        head.put("startedAt", text(row, "started_at"));
        head.put("endedAt", text(row, "ended_at"));
        return head;
    }

    private static Map<String, Object> pass(ResultSet row, int n) throws SQLException {
        var pass = new LinkedHashMap<String, Object>();
        pass.put("account", row.getString("account"));
        pass.put("state", row.getString("state").toLowerCase(Locale.ROOT));
        pass.put("read", row.getInt("read"));
        pass.put("error", row.getString("error"));
        return pass;
    }

    private static String text(ResultSet row, String column) throws SQLException {
        var instant = Instants.read(row, column);
        return instant == null ? null : instant.toString();
    }

    private static UUID uuid(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw unknown();
        }
    }

    private static Refused unknown() {
        return Refused.because(ProblemCode.NOT_FOUND, "There is no run with this id.");
    }
}
