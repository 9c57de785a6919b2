package dev.interlude.sync.jdbc;

import static dev.interlude.platform.Instants.sql;

import dev.interlude.platform.Instants;
import dev.interlude.platform.work.HeldWork;
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
    private final HeldWork<Held> held = new HeldWork<>();

    private record Held(UUID drift, int attempt) {}

    public DriftQueue(JdbcClient jdbc, SyncSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.clock = clock;
    }

    /** The next that is due and not claimed; null if there is none. */
    public Drift claim() {
        var claimed = jdbc.sql(
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
                .optional();
        claimed.map(DriftQueue::held).ifPresent(held::take);
        return claimed.orElse(null);
    }

    /** Releases the claim; if its attempt was not stored, it is due again after the first back-off. */
    public void letGo(Drift drift) {
        held.stop(held(drift));
        giveBack();
    }

    /** Repeats what could not be given back while the database was away. */
    public void giveBack() {
        held.giveBack(claim -> jdbc.sql(
                        """
                update sync_drift set claimed_until = null, due_at = :due
                where id = :id and attempts = :attempt and claimed_until is not null and state in ('SUSPECTED', 'OPEN')
                """)
                .param("id", claim.drift())
                .param("attempt", claim.attempt())
                .param("due", sql(clock.instant().plus(settings.backOff())))
                .update());
    }

    private static Held held(Drift drift) {
        return new Held(drift.id(), drift.attempts());
    }

    /** To be repaired like this by its claimer: no other node takes it meanwhile. */
    public void decided(UUID id, Repair repair, String detail) {
        jdbc.sql("update sync_drift set state = 'OPEN', repair = :repair, detail = :detail where id = :id")
                .param("id", id)
                .param("repair", repair.text())
                .param("detail", detail)
                .update();
    }

    /** To be repaired like this, or looked at again. */
    public void later(UUID id, State state, Repair repair, Instant dueAt, boolean anew, String detail) {
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

    public void calling(UUID id) {
        jdbc.sql("update sync_drift set called_at = :now where id = :id")
                .param("id", id)
                .param("now", sql(clock.instant()))
                .update();
    }

    /** When a cancel was first about to be sent for it: now, unless it was before. */
    public Instant cancelling(UUID id) {
        return jdbc.sql(
                        "update sync_drift set called_at = coalesce(called_at, :now) where id = :id returning called_at")
                .param("id", id)
                .param("now", sql(clock.instant()))
                .query((row, n) -> Instants.read(row, "called_at"))
                .single();
    }
}
