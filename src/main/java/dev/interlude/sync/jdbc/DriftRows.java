package dev.interlude.sync.jdbc;

import static dev.interlude.platform.Instants.sql;

import dev.interlude.platform.Ids;
import dev.interlude.sync.Drift;
import dev.interlude.sync.Drift.State;
import dev.interlude.sync.Finding;
import dev.interlude.sync.Repair;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of what differs: found, looked at again, settled. */
public class DriftRows {

    static final String UNSETTLED = "state in ('SUSPECTED', 'OPEN', 'FLAGGED', 'FAILED', 'IGNORED')";

    private final JdbcClient jdbc;
    private final Ids ids;
    private final Clock clock;

    public DriftRows(JdbcClient jdbc, Ids ids, Clock clock) {
        this.jdbc = jdbc;
        this.ids = ids;
        this.clock = clock;
    }

    /** The one that is found already and not settled, kept for this transaction. */
    Optional<Drift> unsettled(Finding finding) {
        return jdbc.sql("select * from sync_drift where subject = :subject and kind = :kind and " + UNSETTLED
                        + " for update")
                .param("subject", finding.subject())
                .param("kind", finding.kind().name())
                .query(StoredDrift::of)
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

    void booking(UUID id, UUID booking) {
        jdbc.sql("update sync_drift set booking = coalesce(booking, :booking) where id = :id")
                .param("id", id)
                .param("booking", booking)
                .update();
    }

    /**
     * What a second look has shown it to be.
     *
     * @return false when the same is written down already
     */
    boolean turnedOut(UUID id, Finding found) {
        var here = found.here();
        var there = found.there();
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
                        .param("hereStatus", here == null ? null : here.status().name())
                        .param("hereStart", here == null ? null : sql(here.start()))
                        .param("hereEnd", here == null ? null : sql(here.end()))
                        .param(
                                "thereStatus",
                                there == null ? null : there.status().name())
                        .param("thereStart", there == null ? null : sql(there.start()))
                        .param("thereEnd", there == null ? null : sql(there.end()))
                        .update()
                == 1;
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

    Optional<Drift> find(UUID id) {
        return jdbc.sql("select * from sync_drift where id = :id for update")
                .param("id", id)
                .query(StoredDrift::of)
                .optional();
    }

    static boolean settles(State state) {
        return switch (state) {
            case REPAIRED, IGNORED, REPORTED, GONE -> true;
            default -> false;
        };
    }
}
