package dev.interlude.saga.jdbc;

import dev.interlude.saga.Claim;
import dev.interlude.saga.Lease;
import dev.interlude.saga.SagaId;
import dev.interlude.saga.SagaState;
import dev.interlude.saga.StepJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The leases on sagas: taking over, renewing, releasing. */
public class LeaseRows {

    private static final String TAKE =
            """
            update saga
            set owner = :owner,
                fence = saga.fence + 1,
                state = case when saga.state = 'ACTIVE' and saga.expires_at <= clock_timestamp() then 'COMPENSATING'
                             else saga.state end,
                lease_until = clock_timestamp() + :lease * interval '1 millisecond',
                next_attempt_at = null,
                attempts = saga.attempts + 1
            from due
            where saga.id = due.id
            returning saga.id, saga.fence, saga.state, due.owner <> :owner as moved, saga.traceparent
            """;

    private static final String CLAIM_DUE =
            """
            with due as (
                select id, owner from saga
                where ended_at is null and due_at <= clock_timestamp()
                order by due_at
                limit :limit
                for update skip locked)
            """
                    + TAKE;

    private static final String CLAIM_ONE =
            """
            with due as (
                select id, owner from saga
                where id = :id and state in ('COMPENSATING', 'COMPLETING')
                  and (lease_until <= clock_timestamp() or owner = :owner and fence = 0)
                for update skip locked)
            """
                    + TAKE;

    /**
     * Answers with the leases that are lost. Rows locked by a caller's transaction are passed over: one slow caller must not
     * cost all leases. So are those that rest until their next attempt: they were let go while the list was under way, and
     * renewed they would rest for a whole lease.
     */
    private static final String RENEW =
            """
            with held as (select * from jsonb_to_recordset(cast(:held as jsonb)) as held(id uuid, fence bigint)),
            kept as (
                select saga.id from saga join held on held.id = saga.id and held.fence = saga.fence
                where saga.owner = :owner and saga.ended_at is null and saga.next_attempt_at is null
                for update of saga skip locked),
            renewed as (
                update saga set lease_until = clock_timestamp() + :lease * interval '1 millisecond'
                from kept where saga.id = kept.id)
            select held.id, held.fence from held
            where not exists (select from saga where saga.id = held.id and saga.fence = held.fence
                                                 and saga.owner = :owner and saga.ended_at is null)
            """;

    private static final String LET_GO =
            "update saga set lease_until = clock_timestamp() where owner = :owner and ended_at is null";

    private final JdbcClient jdbc;
    private final String node;
    private final Duration lease;

    public LeaseRows(JdbcClient jdbc, String node, Duration lease) {
        this.jdbc = jdbc;
        this.node = node;
        this.lease = lease;
    }

    /** Takes over sagas that are due; each of them goes to one caller only, however many ask at once. */
    public List<Claim> claimDue(int limit) {
        return jdbc.sql(CLAIM_DUE)
                .param("owner", node)
                .param("lease", lease.toMillis())
                .param("limit", limit)
                .query((row, n) -> claim(row))
                .list();
    }

    /** Takes one saga to drive it now, unless a node is working on it. */
    public Optional<Claim> claim(SagaId saga) {
        return jdbc.sql(CLAIM_ONE)
                .param("owner", node)
                .param("lease", lease.toMillis())
                .param("id", saga.value())
                .query((row, n) -> claim(row))
                .optional();
    }

    /** Renews all leases in one statement; returns those that this node no longer has. */
    public List<Lease> renew(Collection<Lease> held) {
        return jdbc.sql(RENEW)
                .param("owner", node)
                .param("lease", lease.toMillis())
                .param("held", StepJson.leases(held))
                .query((row, n) -> lease(row))
                .list();
    }

    /** Lets go of all this node's name holds: it has just started, so what it held before is orphaned. */
    public int letGo() {
        return jdbc.sql(LET_GO).param("owner", node).update();
    }

    private static Claim claim(ResultSet row) throws SQLException {
        return new Claim(
                lease(row),
                SagaState.valueOf(row.getString("state")),
                row.getBoolean("moved"),
                row.getString("traceparent"));
    }

    private static Lease lease(ResultSet row) throws SQLException {
        return new Lease(new SagaId(row.getObject("id", UUID.class)), row.getLong("fence"));
    }
}
