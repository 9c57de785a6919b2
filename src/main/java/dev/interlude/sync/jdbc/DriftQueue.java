package dev.interlude.sync.jdbc;

import static dev.interlude.platform.Instants.sql;

import dev.interlude.sync.Drift;
import dev.interlude.sync.Drift.State;
import dev.interlude.sync.Repair;
import dev.interlude.sync.SyncSettings;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The differences that wait for their repair: one is worked on by one node at a time. */
public class DriftQueue {

    private final JdbcClient jdbc;
    private final SyncSettings settings;
    private final Clock clock;

    public DriftQueue(JdbcClient jdbc, SyncSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.clock = clock;
    }

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
                .query(StoredDrift::of)
                .optional()
                .orElse(null);
    }

    /** To be repaired so by who has claimed it: nobody else takes it meanwhile. */
    void decided(UUID id, Repair repair, String detail) {
        jdbc.sql("update sync_drift set state = 'OPEN', repair = :repair, detail = :detail where id = :id")
                .param("id", id)
                .param("repair", repair.text())
                .param("detail", detail)
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
}
