package dev.interlude.saga.jdbc;

import static dev.interlude.platform.Instants.sql;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.interlude.platform.attention.AttentionPosition;
import dev.interlude.saga.OpenFigures;
import dev.interlude.saga.SagaId;
import dev.interlude.saga.SagaState;
import dev.interlude.saga.SagaStep;
import dev.interlude.saga.operator.JournalEntry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Operators' statements: list, count, retry, resolve by hand, purge. */
public class UpkeepRows {

    private static final String FIND = "select * from saga where id = :id";

    private static final String STEPS = "select * from saga_step where saga in (:sagas) order by saga, seq";

    private static final String OPEN =
            """
            select * from saga
            where ended_at is null and state = coalesce(:state, state)
            order by created_at
            limit :limit
            """;

    private static final String STUCK =
            """
            select * from saga
            where state = 'STUCK' and (lease_until, id) > (:since, :id)
            order by lease_until, id
            limit :limit
            """;

    private static final String COUNT =
            """
            select state, count(*) as sagas, extract(epoch from clock_timestamp() - min(created_at))::bigint as oldest
            from saga where ended_at is null group by state
            """;

    private static final String RETRY =
            """
            with freed as (
                update saga set fence = fence + 1, state = coalesce(stuck_in, state), stuck_in = null,
                                next_attempt_at = clock_timestamp(), lease_until = clock_timestamp()
                where id = :id
                  and (state = 'STUCK'
                       or state in ('COMPENSATING', 'COMPLETING') and lease_until <= clock_timestamp())
                returning id),
            steps as (
                update saga_step set state = 'ENLISTED', attempts = 0, next_attempt_at = null
                from freed where saga = freed.id and state in ('ENLISTED', 'STUCK'))
            select count(*) from freed
            """;

    private static final String RESOLVE =
            """
            with freed as (
                update saga set fence = fence + 1, ended_at = clock_timestamp(), resolved_by = :by,
                                state = case coalesce(stuck_in, state) when 'COMPLETING' then 'COMPLETED'
                                                                       else 'COMPENSATED' end,
                                stuck_in = null, next_attempt_at = null
                where id = :id
                  and (state = 'STUCK'
                       or state in ('COMPENSATING', 'COMPLETING') and lease_until <= clock_timestamp())
                returning id, state),
            steps as (
                update saga_step set state = 'RESOLVED'
                from freed where saga = freed.id and saga_step.state in ('ENLISTED', 'STUCK'))
            select state from freed
            """;

    private static final String PURGE =
            """
            delete from saga where id in (
                select id from saga
                where ended_at is not null and ended_at < clock_timestamp() - :keep * interval '1 millisecond'
                order by ended_at
                limit :limit
                for update skip locked)
            """;

    private final JdbcClient jdbc;

    public UpkeepRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<JournalEntry> find(SagaId saga) {
        return withSteps(jdbc.sql(FIND)
                        .param("id", saga.value())
                        .query(UpkeepRows::entry)
                        .list())
                .stream()
                .findFirst();
    }

    /** Those that have not ended, the oldest first; of one state, or of all where it is null. */
    public List<JournalEntry> open(SagaState state, int limit) {
        return withSteps(jdbc.sql(OPEN)
                .param("state", state == null ? null : state.name(), Types.VARCHAR)
                .param("limit", limit)
                .query(UpkeepRows::entry)
                .list());
    }

    /** Those that are STUCK, by when they got stuck: their lease ended then. */
    public List<JournalEntry> stuck(AttentionPosition after, int limit) {
        return withSteps(jdbc.sql(STUCK)
                .param("since", sql(after.since()))
                .param("id", after.uuid())
                .param("limit", limit)
                .query(UpkeepRows::entry)
                .list());
    }

    /** The sagas that have not ended, by state; a state without any is missing. */
    public Map<SagaState, OpenFigures> open() {
        return jdbc
                .sql(COUNT)
                .query((row, n) -> Map.entry(
                        SagaState.valueOf(row.getString("state")),
                        new OpenFigures(row.getLong("sagas"), Math.max(0, row.getLong("oldest")))))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** False if there is nothing to retry or a node is working on it. */
    public boolean retry(SagaId saga) {
        return jdbc.sql(RETRY).param("id", saga.value()).query(Long.class).single() == 1;
    }

    /** Empty if there is nothing to resolve or a node is working on it. */
    public Optional<SagaState> resolve(SagaId saga, String by) {
        return jdbc.sql(RESOLVE)
                .param("id", saga.value())
                .param("by", by)
                .query(String.class)
                .optional()
                .map(SagaState::valueOf);
    }

    /** Deletes the oldest ended sagas, at most {@code limit}; returns how many. */
    public int purge(Duration keep, int limit) {
        return jdbc.sql(PURGE)
                .param("keep", keep.toMillis())
                .param("limit", limit)
                .update();
    }

    private record Owned(UUID saga, SagaStep step) {}

    private List<JournalEntry> withSteps(List<JournalEntry> sagas) {
        if (sagas.isEmpty()) {
            return sagas;
        }
        var steps = jdbc
                .sql(STEPS)
                .param(
                        "sagas",
                        sagas.stream().map(entry -> entry.saga().value()).toList())
                .query((row, n) -> new Owned(row.getObject("saga", UUID.class), DrivenRows.step(row)))
                .list()
                .stream()
                .collect(groupingBy(Owned::saga, mapping(Owned::step, toList())));
        return sagas.stream()
                .map(entry -> entry.with(steps.getOrDefault(entry.saga().value(), List.of())))
                .toList();
    }

    private static JournalEntry entry(ResultSet row, int n) throws SQLException {
        var stuckIn = row.getString("stuck_in");
        return new JournalEntry(
                new SagaId(row.getObject("id", UUID.class)),
                SagaState.valueOf(row.getString("state")),
                row.getString("owner"),
                instant(row.getTimestamp("lease_until")),
                instant(row.getTimestamp("expires_at")),
                instant(row.getTimestamp("created_at")),
                instant(row.getTimestamp("ended_at")),
                row.getInt("attempts"),
                instant(row.getTimestamp("next_attempt_at")),
                stuckIn == null ? null : SagaState.valueOf(stuckIn),
                row.getString("resolved_by"),
                row.getString("last_error"),
                row.getString("trace_id"),
                List.of());
    }

    private static Instant instant(Timestamp at) {
        return at == null ? null : at.toInstant();
    }
}
