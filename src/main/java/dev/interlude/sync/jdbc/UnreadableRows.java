package dev.interlude.sync.jdbc;

import static dev.interlude.platform.Instants.sql;

import dev.interlude.observed.CalcomBookingPage;
import dev.interlude.observed.UnreadableRow;
import dev.interlude.platform.Announcements;
import dev.interlude.platform.Ids;
import dev.interlude.sync.Drift.State;
import dev.interlude.sync.DriftView;
import dev.interlude.sync.SyncPage;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reports each unreadable row of Cal.com's list once. The pass continues without it. */
public class UnreadableRows {

    private static final Logger LOG = LoggerFactory.getLogger(UnreadableRows.class);

    private final JdbcClient jdbc;
    private final Announcements announcements;
    private final Ids ids;
    private final Clock clock;

    public UnreadableRows(JdbcClient jdbc, Announcements announcements, Ids ids, Clock clock) {
        this.jdbc = jdbc;
        this.announcements = announcements;
        this.ids = ids;
        this.clock = clock;
    }

    void note(SyncPage page, CalcomBookingPage rows) {
        rows.unreadable().forEach(row -> note(page, row));
    }

    private void note(SyncPage page, UnreadableRow row) {
        var state = page.run().dryRun() ? State.REPORTED : State.FLAGGED;
        var subject = row.uid() == null ? "row of " + page.account() + " at " + row.start() : row.uid();
        var id = ids.next();
        var now = sql(clock.instant());
        var inserted = jdbc.sql(
                        """
                insert into sync_drift (id, run, kind, state, repair, subject, account, calcom_uid, detail,
                    due_at, found_at, settled_at, settled_by)
                values (:id, :run, 'UNREADABLE', :state, 'flag', :subject, :account, :uid, :why,
                    :now, :now, case when :settled then cast(:now as timestamptz) end, case when :settled then 'interlude' end)
                on conflict do nothing
                """)
                .param("id", id)
                .param("run", page.run().id())
                .param("state", state.name())
                .param("subject", subject)
                .param("account", page.account())
                .param("uid", row.uid())
                .param("why", row.why())
                .param("now", now)
                .param("settled", DriftRows.settles(state))
                .update();
        if (inserted == 1 && state == State.FLAGGED) {
            LOG.warn(
                    "Cal.com shows a booking that cannot be used, account {}, {}: {}",
                    page.account(),
                    subject,
                    row.why());
            announcements.announce("sync.drift_found", subject, DriftView.unreadable(id, page.account(), row));
        }
    }
}
