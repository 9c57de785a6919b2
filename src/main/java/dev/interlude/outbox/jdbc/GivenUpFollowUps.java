package dev.interlude.outbox.jdbc;

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
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/** Follow-ups given up after too many failures: a person retries or dismisses them. */
public class GivenUpFollowUps implements AttentionSource {

    private static final Logger LOG = LoggerFactory.getLogger("dev.interlude.booking");

    private static final String ITEMS =
            """
            select id, booking, route, attempts, last_error, given_up_at, trace_id from follow_up
            where given_up_at is not null and (given_up_at, id) > (:since, :id)
            order by given_up_at, id limit :limit
            """;

    private static final String RETRY =
            """
            update follow_up set given_up_at = null, attempts = 0, since = now(), due_at = now()
            where id = :id and given_up_at is not null returning booking, route
            """;

    private static final String DISMISS =
            "delete from follow_up where id = :id and given_up_at is not null returning booking, route";

    private static final String AGAIN = "Run it again";
    private static final String DISMISSED = "Dismiss it";

    private final JdbcClient jdbc;
    private final OperatorActions actions;

    public GivenUpFollowUps(JdbcClient jdbc, OperatorActions actions) {
        this.jdbc = jdbc;
        this.actions = actions;
    }

    private record Settled(UUID booking, String route) {}

    @Override
    public String name() {
        return "follow-ups";
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
     * It is tried again as if its booking had just changed. One that is still being tried is left as it is.
     *
     * @throws Refused NOT_FOUND when there is none with this id
     */
    @Transactional
    public Map<String, Object> retried(String id, Caller by) {
        return answer("retried", id, settle(RETRY, "tried again", AGAIN, id, by));
    }

    /**
     * It is not run any more, and deleted. One that is still being tried is left as it is.
     *
     * @throws Refused NOT_FOUND when there is none with this id
     */
    @Transactional
    public Map<String, Object> dismissed(String id, Caller by) {
        return answer("dismissed", id, settle(DISMISS, "dismissed", DISMISSED, id, by));
    }

    private boolean settle(String statement, String how, String what, String id, Caller by) {
        var followUp = UUID.fromString(id);
        Optional<Settled> settled = jdbc.sql(statement)
                .param("id", followUp)
                .query((row, n) -> new Settled(row.getObject("booking", UUID.class), row.getString("route")))
                .optional();
        settled.ifPresent(of -> {
            LOG.info("{} of booking {}, which had been given up, is {}, says {}", of.route, of.booking, how, by.name());
            actions.record(by, what, "follow-up", followUp, of.booking);
        });
        if (settled.isEmpty() && !exists(followUp)) {
            throw Refused.because(ProblemCode.NOT_FOUND, "There is no follow-up with this id.");
        }
        return settled.isPresent();
    }

    private boolean exists(UUID followUp) {
        return jdbc.sql("select exists (select from follow_up where id = :id)")
                .param("id", followUp)
                .query(Boolean.class)
                .single();
    }

    private static Map<String, Object> answer(String how, String id, boolean settled) {
        return Map.of(how, settled ? 1 : 0, "followUp", id);
    }

    private static AttentionItem item(ResultSet row) throws SQLException {
        var booking = row.getObject("booking", UUID.class);
        var path = "/api/v1/follow-ups/" + row.getString("id");
        var attempts = row.getInt("attempts");
        return new AttentionItem(
                "follow-up-given-up",
                row.getString("id"),
                booking,
                Instants.read(row, "given_up_at"),
                "%s was given up after %d %s; the booking stands as decided. Last failure: %s"
                        .formatted(
                                row.getString("route"),
                                attempts,
                                attempts == 1 ? "attempt" : "attempts",
                                row.getString("last_error")),
                "/api/v1/bookings/" + booking,
                List.of(Action.post(AGAIN, path + "/retry"), Action.post(DISMISSED, path + "/dismiss")),
                row.getString("trace_id"));
    }
}
