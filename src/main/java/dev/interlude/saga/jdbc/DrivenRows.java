package dev.interlude.saga.jdbc;

import dev.interlude.saga.Lease;
import dev.interlude.saga.PlannedStep;
import dev.interlude.saga.SagaState;
import dev.interlude.saga.SagaStep;
import dev.interlude.saga.StepJson;
import dev.interlude.saga.StepState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is written while a saga's compensations or completions are called: each step's outcome, then where that leaves the saga. */
public class DrivenRows {

    private static final String DUE_COMPENSATIONS =
            """
            select * from saga_step
            where saga = :id and state = 'ENLISTED' and compensation is not null
              and (next_attempt_at is null or next_attempt_at <= clock_timestamp())
            order by seq desc
            """;

    private static final String DUE_COMPLETIONS =
            """
            select * from saga_step
            where saga = :id and state = 'ENLISTED' and completion is not null
              and (next_attempt_at is null or next_attempt_at <= clock_timestamp())
            order by seq
            """;

    private static final String DONE =
            """
            update saga_step step
            set state = 'DONE', attempts = step.attempts + 1, next_attempt_at = null
            from saga
            where saga.id = :id and saga.owner = :owner and saga.fence = :fence
              and step.saga = saga.id and step.seq = :seq
            """;

    private static final String FAILED =
            """
            update saga_step step
            set state = case when step.attempts + 1 >= :limit then 'STUCK' else 'ENLISTED' end,
                attempts = step.attempts + 1,
                next_attempt_at = clock_timestamp() + :rest * interval '1 millisecond',
                last_error = :error
            from saga
            where saga.id = :id and saga.owner = :owner and saga.fence = :fence
              and step.saga = saga.id and step.seq = :seq
            """;

    private static final String SETTLE =
            """
            with rest as (
                select count(*) filter (where state = 'ENLISTED')             as open,
                       count(*) filter (where state = 'STUCK')                as stuck,
                       min(next_attempt_at) filter (where state = 'ENLISTED') as next,
                       max(last_error) filter (where state <> 'DONE')         as error
                from saga_step
                where saga = :id and case :doing when 'COMPLETING' then completion else compensation end is not null)
            update saga
            set state = case when rest.open > 0 then saga.state
                             when rest.stuck > 0 then 'STUCK'
                             when saga.state = 'COMPLETING' then 'COMPLETED'
                             else 'COMPENSATED' end,
                ended_at = case when rest.open = 0 and rest.stuck = 0 then clock_timestamp() end,
                stuck_in = case when rest.open = 0 and rest.stuck > 0 then saga.state end,
                next_attempt_at = case when rest.open > 0 then coalesce(rest.next, clock_timestamp()) end,
                lease_until = clock_timestamp(),
                last_error = rest.error
            from rest
            where id = :id and state = :doing and owner = :owner and fence = :fence
            returning state
            """;

    private final JdbcClient jdbc;
    private final String node;

    public DrivenRows(JdbcClient jdbc, String node) {
        this.jdbc = jdbc;
        this.node = node;
    }

    /** The steps whose turn it is, in the order they are called: compensations backwards, completions forwards. */
    public List<SagaStep> due(Lease held, SagaState doing) {
        return jdbc.sql(doing == SagaState.COMPLETING ? DUE_COMPLETIONS : DUE_COMPENSATIONS)
                .param("id", held.saga().value())
                .query((row, n) -> step(row))
                .list();
    }

    /** False: the saga was taken over meanwhile. */
    public boolean done(Lease held, SagaStep step) {
        return fenced(DONE, held).param("seq", step.seq()).update() == 1;
    }

    /** False: the saga was taken over meanwhile. */
    public boolean failed(Lease held, SagaStep step, String error, Duration rest, int limit) {
        return fenced(FAILED, held)
                        .param("seq", step.seq())
                        .param("error", error)
                        .param("rest", rest.toMillis())
                        .param("limit", limit)
                        .update()
                == 1;
    }

    /** Ends the saga, or frees it until its next attempt; empty: it was taken over meanwhile. */
    public Optional<SagaState> settle(Lease held, SagaState doing) {
        return fenced(SETTLE, held)
                .param("doing", doing.name())
                .query(String.class)
                .optional()
                .map(SagaState::valueOf);
    }

    static SagaStep step(ResultSet row) throws SQLException {
        return new SagaStep(
                row.getInt("seq"),
                new PlannedStep(
                        row.getString("compensation"),
                        row.getString("completion"),
                        StepJson.options(row.getString("options"))),
                StepState.valueOf(row.getString("state")),
                row.getInt("attempts"),
                row.getString("last_error"));
    }

    private JdbcClient.StatementSpec fenced(String sql, Lease held) {
        return jdbc.sql(sql)
                .param("id", held.saga().value())
                .param("owner", node)
                .param("fence", held.fence());
    }
}
