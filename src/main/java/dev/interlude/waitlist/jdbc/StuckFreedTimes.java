package dev.interlude.waitlist.jdbc;

import static dev.interlude.platform.Instants.sql;

import dev.interlude.platform.Caller;
import dev.interlude.platform.Instants;
import dev.interlude.platform.attention.AttentionItem;
import dev.interlude.platform.attention.AttentionItem.Action;
import dev.interlude.platform.attention.AttentionPosition;
import dev.interlude.platform.attention.AttentionSource;
import dev.interlude.platform.jdbc.OperatorActions;
import dev.interlude.platform.problems.ProblemCode;
import dev.interlude.platform.problems.Refused;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/** Freed times that could not be offered to the waiting list after too many failures: a person retries or dismisses them. */
public class StuckFreedTimes implements AttentionSource {

    private static final String ITEMS =
            """
            select id, coalesce(staff, kind) whose, lower(during) begins, failures, last_error, stuck_at from freed_time
            where stuck_at is not null and (stuck_at, id) > (:since, :id) order by stuck_at, id limit :limit
            """;

    private static final String RETRY =
            """
            update freed_time set stuck_at = null, failures = 0, due_at = clock_timestamp()
            where id = :id and stuck_at is not null
            """;

    private static final String DISMISS = "delete from freed_time where id = :id and stuck_at is not null";

    private static final String AGAIN = "Offer it again";
    private static final String DISMISSED = "Dismiss it";

    private final JdbcClient jdbc;
    private final OperatorActions actions;

    public StuckFreedTimes(JdbcClient jdbc, OperatorActions actions) {
        this.jdbc = jdbc;
        this.actions = actions;
    }

    @Override
    public String name() {
        return "freed-times";
    }

    @Override
    public List<AttentionItem> items(AttentionPosition after, int limit) {
        return jdbc.sql(ITEMS)
                .param("since", sql(after.since()))
                .param("id", after.uuid())
                .param("limit", limit)
                .query((row, n) -> item(row))
                .list();
    }

    /**
     * It is looked at again within seconds.
     *
     * @throws Refused NOT_FOUND when no stuck one has this id
     */
    @Transactional
    public Map<String, Object> retry(String id, Caller by) {
        return settle(RETRY, "retried", AGAIN, id, by);
    }

    /**
     * It is not offered any more, and deleted.
     *
     * @throws Refused NOT_FOUND when no stuck one has this id
     */
    @Transactional
    public Map<String, Object> dismiss(String id, Caller by) {
        return settle(DISMISS, "dismissed", DISMISSED, id, by);
    }

    private Map<String, Object> settle(String statement, String how, String what, String id, Caller by) {
        var freed = UUID.fromString(id);
        if (jdbc.sql(statement).param("id", freed).update() == 0) {
            throw Refused.because(ProblemCode.NOT_FOUND, "There is no freed time with this id that needs a person.");
        }
        actions.record(by, what, "freed time", freed, null);
        return Map.of(how, 1, "freedTime", id);
    }

    private static AttentionItem item(ResultSet row) throws SQLException {
        var path = "/api/v1/freed-times/" + row.getString("id");
        return new AttentionItem(
                "freed-time-stuck",
                row.getString("id"),
                null,
                Instants.read(row, "stuck_at"),
                "A time of %s that was freed (%s) could not be offered to the waiting list, %d times. Last failure: %s"
                        .formatted(
                                row.getString("whose"),
                                Instants.read(row, "begins"),
                                row.getInt("failures"),
                                row.getString("last_error")),
                "/api/v1/waitlist",
                List.of(Action.post(AGAIN, path + "/retry"), Action.post(DISMISSED, path + "/dismiss")));
    }
}
