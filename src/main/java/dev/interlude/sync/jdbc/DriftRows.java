package dev.interlude.sync.jdbc;

import static dev.interlude.platform.Instants.sql;

import dev.interlude.platform.Ids;
import dev.interlude.sync.Drift;
import dev.interlude.sync.Drift.State;
import dev.interlude.sync.Finding;
import dev.interlude.sync.Repair;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of what differs: found, looked at again, settled. */
public class DriftRows {

    private static final String UNSETTLED = "state in ('SUSPECTED', 'OPEN', 'FLAGGED', 'FAILED', 'IGNORED')";

    private final JdbcClient jdbc;
    private final Ids ids;
    private final Clock clock;

    public DriftRows(JdbcClient jdbc, Ids ids, Clock clock) {
        this.jdbc = jdbc;
        this.ids = ids;
        this.clock = clock;
    }

    /** The stored unresolved one, locked for this transaction. */
    public Optional<Drift> unsettled(Finding finding) {
        return jdbc.sql("select * from sync_drift where subject = :subject and kind = :kind and " + UNSETTLED
                        + " for update")
                .param("subject", finding.subject())
                .param("kind", finding.kind().name())
                .query(StoredDrift::of)
                .optional();
    }

    /** A difference that is not settled, and what it is about. */
    public record Unsettled(String subject, Drift drift) {}

    public List<Unsettled> unsettled(Collection<String> subjects) {
        return jdbc.sql("select * from sync_drift where subject in (:subjects) and " + UNSETTLED)
                .param("subjects", subjects)
                .query((row, n) -> new Unsettled(row.getString("subject"), StoredDrift.of(row, n)))
                .list();
    }

    /** @return its id; null when it is there already */
    public UUID insert(UUID run, Finding finding, Repair repair, State state, Instant dueAt) {
        var id = ids.next();
        var local = finding.local();
        var calcom = finding.calcom();
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
                .param("segment", local == null ? null : local.segment())
                .param("booking", local == null ? null : local.booking())
                .param("hereStatus", local == null ? null : local.status().name())
                .param("hereStart", local == null ? null : sql(local.start()))
                .param("hereEnd", local == null ? null : sql(local.end()))
                .param("thereStatus", calcom == null ? null : calcom.status().name())
                .param("thereStart", calcom == null ? null : sql(calcom.start()))
                .param("thereEnd", calcom == null ? null : sql(calcom.end()))
                .param("detail", finding.detail())
                .param("due", sql(dueAt))
                .param("now", sql(now))
                .param("settled", settles(state) ? sql(now) : null)
                .param("by", settles(state) ? "interlude" : null)
                .update();
        return inserted == 1 ? id : null;
    }

    public void booking(UUID id, UUID booking) {
        jdbc.sql("update sync_drift set booking = coalesce(booking, :booking) where id = :id")
                .param("id", id)
                .param("booking", booking)
                .update();
    }

    /**
     * Stores the result of a second look.
     *
     * @return false when the same is written down already
     */
    public boolean turnedOut(UUID id, Finding found) {
        var local = found.local();
        var calcom = found.calcom();
        return jdbc.sql(
                                """
                        update sync_drift d set kind = :kind, here_status = :hereStatus, here_start = :hereStart, here_end = :hereEnd,
                               there_status = :thereStatus, there_start = :thereStart, there_end = :thereEnd
                        where id = :id and not exists (
                            select from sync_drift o where o.subject = d.subject and o.kind = :kind and o.id <> d.id and o.
                        """
                                        + UNSETTLED + ")")
                        .param("id", id)
                        .param("kind", found.kind().name())
                        .param(
                                "hereStatus",
                                local == null ? null : local.status().name())
                        .param("hereStart", local == null ? null : sql(local.start()))
                        .param("hereEnd", local == null ? null : sql(local.end()))
                        .param(
                                "thereStatus",
                                calcom == null ? null : calcom.status().name())
                        .param("thereStart", calcom == null ? null : sql(calcom.start()))
                        .param("thereEnd", calcom == null ? null : sql(calcom.end()))
                        .update()
                == 1;
    }

    public void settle(UUID id, State state, String by, String detail) {
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

    public Optional<Drift> find(UUID id) {
        return jdbc.sql("select * from sync_drift where id = :id for update")
                .param("id", id)
                .query(StoredDrift::of)
                .optional();
    }

    public static boolean settles(State state) {
        return switch (state) {
            case REPAIRED, IGNORED, REPORTED, GONE -> true;
            default -> false;
        };
    }
}
