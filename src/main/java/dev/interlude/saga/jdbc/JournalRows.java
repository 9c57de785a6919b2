package dev.interlude.saga.jdbc;

import dev.interlude.platform.Trace;
import dev.interlude.saga.Lease;
import dev.interlude.saga.PlannedStep;
import dev.interlude.saga.SagaId;
import dev.interlude.saga.SagaState;
import dev.interlude.saga.StepJson;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the saga's own node writes: its steps, its good end, its giving up. Each write is one fenced statement. */
public class JournalRows {

    private static final String ENLIST =
            """
            with head as (
                insert into saga (id, state, owner, fence, traceparent, lease_until, expires_at)
                values (:id, :state, :owner, :fence, :trace,
                        clock_timestamp() + :lease * interval '1 millisecond',
                        clock_timestamp() + :remaining * interval '1 millisecond')
                on conflict (id) do update set lease_until = excluded.lease_until,
                                               expires_at = least(saga.expires_at, excluded.expires_at)
                    where saga.state = excluded.state and saga.state = 'ACTIVE'
                      and saga.owner = excluded.owner and saga.fence = excluded.fence
                returning id)
            insert into saga_step (saga, seq, compensation, completion, options)
            select head.id, step.seq, step.compensation, step.completion, step.options
            from head, jsonb_to_recordset(cast(:steps as jsonb))
                           as step(seq integer, compensation text, completion text, options jsonb)
            """;

    private static final String SHORTEN =
            """
            update saga set expires_at = least(expires_at, clock_timestamp() + :remaining * interval '1 millisecond')
            where id = :id and state = 'ACTIVE' and owner = :owner and fence = :fence
            """;

    private static final String COMPLETE =
            """
            update saga set (state, ended_at) = (
                select case when count(*) > 0 then 'COMPLETING' else 'COMPLETED' end,
                       case when count(*) = 0 then clock_timestamp() end
                from saga_step where saga = :id and completion is not null)
            where id = :id and state = 'ACTIVE' and owner = :owner and fence = :fence
            returning state
            """;

    private static final String GIVE_UP =
            """
            update saga set state = 'COMPENSATING', attempts = 1,
                            lease_until = clock_timestamp() + :lease * interval '1 millisecond'
            where id = :id and state = 'ACTIVE' and owner = :owner and fence = :fence
            """;

    private static final String STATE = "select state from saga where id = :id";

    private final JdbcClient jdbc;
    private final String node;
    private final Duration lease;

    public JournalRows(JdbcClient jdbc, String node, Duration lease) {
        this.jdbc = jdbc;
        this.node = node;
        this.lease = lease;
    }

    /** Inserts the steps, and the saga if this is its first; false: the saga is no longer this node's. */
    public boolean enlist(Lease held, SagaState state, Duration remaining, int firstSeq, List<PlannedStep> steps) {
        return fenced(ENLIST, held)
                        .param("state", state.name())
                        .param("trace", Trace.stored())
                        .param("lease", lease.toMillis())
                        .param("remaining", remaining.toMillis())
                        .param("steps", StepJson.steps(firstSeq, steps))
                        .update()
                > 0;
    }

    public boolean shorten(Lease held, Duration remaining) {
        return fenced(SHORTEN, held).param("remaining", remaining.toMillis()).update() == 1;
    }

    /** COMPLETED, or COMPLETING where completions are to be called; empty: the saga is no longer this node's. */
    public Optional<SagaState> complete(Lease held) {
        return fenced(COMPLETE, held).query(String.class).optional().map(SagaState::valueOf);
    }

    public boolean giveUp(Lease held) {
        return fenced(GIVE_UP, held).param("lease", lease.toMillis()).update() == 1;
    }

    public Optional<SagaState> state(SagaId saga) {
        return jdbc.sql(STATE)
                .param("id", saga.value())
                .query(String.class)
                .optional()
                .map(SagaState::valueOf);
    }

    private JdbcClient.StatementSpec fenced(String sql, Lease held) {
        return jdbc.sql(sql)
                .param("id", held.saga().value())
                .param("owner", node)
                .param("fence", held.fence());
    }
}
