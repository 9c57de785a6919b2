package dev.interlude.sync.jdbc;

import static dev.interlude.platform.Instants.sql;

import dev.interlude.booking.SeenBooking;
import dev.interlude.platform.Ids;
import dev.interlude.platform.Instants;
import dev.interlude.sync.Comparison;
import dev.interlude.sync.Drift;
import dev.interlude.sync.Drift.Side;
import dev.interlude.sync.Drift.State;
import dev.interlude.sync.DriftKind;
import dev.interlude.sync.Finding;
import dev.interlude.sync.Here;
import dev.interlude.sync.Known;
import dev.interlude.sync.Repair;
import dev.interlude.sync.SyncRun;
import dev.interlude.sync.SyncSettings;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of what differs. */
public class DriftRows {

    private static final String UNSETTLED = "state in ('SUSPECTED', 'OPEN', 'FLAGGED', 'FAILED', 'IGNORED')";

    private final JdbcClient jdbc;
    private final SyncSettings settings;
    private final Ids ids;
    private final Clock clock;

    public DriftRows(JdbcClient jdbc, SyncSettings settings, Ids ids, Clock clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.ids = ids;
        this.clock = clock;
    }

    /** The one that is found already and not settled, kept for this transaction. */
    Optional<Drift> unsettled(Finding finding) {
        return jdbc.sql("select * from sync_drift where subject = :subject and kind = :kind and " + UNSETTLED
                        + " for update")
                .param("subject", finding.subject())
                .param("kind", finding.kind().name())
                .query(DriftRows::drift)
                .optional();
    }

    /** @return its id; null when it is there already */
    UUID insert(UUID run, Finding finding, Repair repair, State state, Instant dueAt) {
        var id = ids.next();
        var here = finding.here();
        var there = finding.there();
        var now = clock.instant();
        var inserted = jdbc.sql(
                        """
                insert into sync_drift (id, run, kind, state, repair, subject, account, calcom_uid, segment, booking,
                    here_status, here_start, here_end, there_status, there_start, there_end, detail, due_at, found_at, settled_at, settled_by)
                values (:id, :run, :kind, :state, :repair, :subject, :account, :uid, :segment, :booking,
                    :hereStatus, :hereStart, :hereEnd, :thereStatus, :thereStart, :thereEnd, :detail, :due, :now, :settled, :by)
                on conflict do nothing
                """)
                .param("id", id)
                .param("run", run)
                .param("kind", finding.kind().name())
                .param("state", state.name())
                .param("repair", repair.text())
                .param("subject", finding.subject())
                .param("account", finding.account())
                .param("uid", finding.uid())
                .param("segment", here == null ? null : here.segment())
                .param("booking", here == null ? null : here.booking())
                .param("hereStatus", here == null ? null : here.status().name())
                .param("hereStart", here == null ? null : sql(here.start()))
                .param("hereEnd", here == null ? null : sql(here.end()))
                .param("thereStatus", there == null ? null : there.status().name())
                .param("thereStart", there == null ? null : sql(there.start()))
                .param("thereEnd", there == null ? null : sql(there.end()))
                .param("detail", finding.detail())
                .param("due", sql(dueAt))
                .param("now", sql(now))
                .param("settled", settles(state) ? sql(now) : null)
                .param("by", settles(state) ? "interlude" : null)
                .update();
        return inserted == 1 ? id : null;
    }

    /** @return its id; null when it is there already */
    UUID clash(UUID booking, String why) {
        var id = ids.next();
        var inserted = jdbc.sql(
                        """
                insert into sync_drift (id, kind, state, repair, subject, account, booking, detail, due_at, found_at)
                select :id, 'CLASH', 'FLAGGED', 'flag', :booking::text, s.account, :booking, :why, :now, :now
                from segment s where s.booking = :booking order by position limit 1
                on conflict do nothing
                """)
                .param("id", id)
                .param("booking", booking)
                .param("why", why)
                .param("now", sql(clock.instant()))
                .update();
        return inserted == 1 ? id : null;
    }

    void booking(UUID id, UUID booking) {
        jdbc.sql("update sync_drift set booking = coalesce(booking, :booking) where id = :id")
                .param("id", id)
                .param("booking", booking)
                .update();
    }

    /** A full pass has read all and did not find it. */
    void missing(SyncRun run, Here here) {
        var dueAt = here.changedAt().plus(settings.grace());
        var finding =
                new Finding(DriftKind.ORPHAN, here.account(), here, null, true, false, "not there", here.changedAt());
        if (!run.dryRun()) {
            insert(run.id(), finding, settings.repair().of(DriftKind.ORPHAN), State.SUSPECTED, dueAt);
        } else if (!here.busy() && !dueAt.isAfter(clock.instant())) {
            insert(run.id(), finding, settings.repair().of(DriftKind.ORPHAN), State.REPORTED, dueAt);
        }
    }

    /** What differed of these and no longer does is settled by itself. */
    void agreed(String account, List<SeenBooking> page, Known known) {
        var about = new HashMap<String, List<SeenBooking>>();
        for (var there : page) {
            about.computeIfAbsent(there.uid(), uid -> new ArrayList<>()).add(there);
            known.of(there).ifPresent(match -> about.computeIfAbsent(
                            match.here().segment().toString(), segment -> new ArrayList<>())
                    .add(there));
        }
        if (about.isEmpty()) {
            return;
        }
        var open = jdbc.sql("select * from sync_drift where subject in (:subjects) and " + UNSETTLED)
                .param("subjects", about.keySet())
                .query((row, n) -> new Open(row.getString("subject"), drift(row, n)))
                .list();
        for (var one : open) {
            var kind = one.drift().kind();
            var said = about.get(one.subject());
            var heard = said.stream().anyMatch(there -> saysSo(kind, there, known));
            var still = said.stream()
                    .flatMap(there -> Comparison.of(account, there, known.of(there)).stream())
                    .anyMatch(found -> found.kind() == kind);
            if (heard && !still) {
                settle(one.drift().id(), State.GONE, "interlude", one.drift().detail());
            }
        }
    }

    /** What a booking was on its way says nothing about where it stands now. */
    private static boolean saysSo(DriftKind kind, SeenBooking there, Known known) {
        return known.of(there)
                .map(match -> match.by() == Known.By.CURRENT || kind == DriftKind.UNDONE)
                .orElse(true);
    }

    private record Open(String subject, Drift drift) {}

    /** The next that is due and that nobody is at; null when there is none. */
    Drift claim() {
        return jdbc.sql(
                        """
                update sync_drift set claimed_until = now() + make_interval(secs => :lease), attempts = attempts + 1
                where id = (select id from sync_drift
                            where state in ('SUSPECTED', 'OPEN') and due_at <= :now
                              and (claimed_until is null or claimed_until < now())
                            order by due_at limit 1 for update skip locked)
                returning *
                """)
                .param("lease", settings.repairLease().toMillis() / 1000.0)
                .param("now", sql(clock.instant()))
                .query(DriftRows::drift)
                .optional()
                .orElse(null);
    }

    void settle(UUID id, State state, String by, String detail) {
        jdbc.sql(
                        """
                update sync_drift set state = :state, settled_at = :now, settled_by = :by, detail = :detail, claimed_until = null
                where id = :id
                """)
                .param("id", id)
                .param("state", state.name())
                .param("by", by)
                .param("detail", detail)
                .param("now", settles(state) ? sql(clock.instant()) : null)
                .update();
    }

    /** To be repaired so, or looked at again. */
    void later(UUID id, State state, Repair repair, Instant dueAt, boolean anew, String detail) {
        jdbc.sql(
                        """
                update sync_drift set state = :state, repair = :repair, due_at = :due, claimed_until = null, detail = :detail,
                       attempts = case when :anew then 0 else attempts end
                where id = :id
                """)
                .param("id", id)
                .param("state", state.name())
                .param("repair", repair.text())
                .param("due", sql(dueAt))
                .param("anew", anew)
                .param("detail", detail)
                .update();
    }

    void calling(UUID id) {
        jdbc.sql("update sync_drift set called_at = :now where id = :id")
                .param("id", id)
                .param("now", sql(clock.instant()))
                .update();
    }

    Optional<Drift> find(UUID id) {
        return jdbc.sql("select * from sync_drift where id = :id for update")
                .param("id", id)
                .query(DriftRows::drift)
                .optional();
    }

    static boolean settles(State state) {
        return switch (state) {
            case REPAIRED, IGNORED, REPORTED, GONE -> true;
            default -> false;
        };
    }

    static Drift drift(ResultSet row, int n) throws SQLException {
        return new Drift(
                row.getObject("id", UUID.class),
                row.getObject("run", UUID.class),
                DriftKind.valueOf(row.getString("kind")),
                State.valueOf(row.getString("state")),
                Repair.of(row.getString("repair")),
                row.getString("account"),
                row.getString("calcom_uid"),
                row.getObject("segment", UUID.class),
                row.getObject("booking", UUID.class),
                side(row, "here"),
                side(row, "there"),
                row.getString("detail"),
                row.getInt("attempts"),
                Instants.read(row, "called_at"),
                Instants.read(row, "found_at"),
                Instants.read(row, "settled_at"),
                row.getString("settled_by"));
    }

    private static Side side(ResultSet row, String which) throws SQLException {
        return new Side(
                row.getString(which + "_status"),
                Instants.read(row, which + "_start"),
                Instants.read(row, which + "_end"));
    }
}
