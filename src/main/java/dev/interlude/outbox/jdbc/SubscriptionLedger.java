package dev.interlude.outbox.jdbc;

import static dev.interlude.platform.Instants.sql;

import dev.interlude.outbox.Subscription;
import dev.interlude.outbox.SubscriptionRequest;
import dev.interlude.platform.Caller;
import dev.interlude.platform.Instants;
import dev.interlude.platform.problems.ProblemCode;
import dev.interlude.platform.problems.Refused;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The subscriptions. */
public class SubscriptionLedger {

    /** A repeat under the same Idempotency-Key, whose answer was lost, finds its subscription and gives it a new secret. */
    private static final String CREATE =
            """
            insert into subscription (id, url, events, secret, created_by, created_at)
            values (:id, :url, :events, :secret, :by, :now)
                on conflict (id) do update set secret = excluded.secret
            """;

    private static final String SHOWN =
            """
            select s.id, s.url, s.events, s.created_at, s.ended_at, s.ended_why,
                   (select count(*) from event_delivery where subscription = s.id and status = 'PENDING') pending,
                   (select count(*) from event_delivery where subscription = s.id and status = 'DEAD') dead
            from subscription s
            """;
    private static final String DELETE = "delete from subscription where id = :id";

    private final JdbcClient jdbc;
    private final Clock clock;

    public SubscriptionLedger(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public Subscription create(UUID id, SubscriptionRequest request, Caller by) {
        jdbc.sql(CREATE)
                .param("id", id)
                .param("url", request.url())
                .param("events", request.events().toArray(String[]::new), Types.ARRAY)
                .param("secret", request.secret())
                .param("by", by.name())
                .param("now", sql(clock.instant()))
                .update();
        return existing(id);
    }

    /** @throws Refused NOT_FOUND */
    public Subscription existing(UUID id) {
        return jdbc.sql(SHOWN + " where s.id = :id")
                .param("id", id)
                .query(SubscriptionLedger::shown)
                .optional()
                .orElseThrow(SubscriptionLedger::missing);
    }

    public List<Subscription> list() {
        return jdbc.sql(SHOWN + " order by s.created_at, s.id")
                .query(SubscriptionLedger::shown)
                .list();
    }

    /** With its undelivered events. */
    public void delete(UUID id) {
        if (jdbc.sql(DELETE).param("id", id).update() == 0) {
            throw missing();
        }
    }

    private static Refused missing() {
        return Refused.because(ProblemCode.NOT_FOUND, "There is no subscription with this id.");
    }

    private static Subscription shown(ResultSet row, int number) throws SQLException {
        var ended = Instants.read(row, "ended_at");
        return new Subscription(
                row.getObject("id", UUID.class),
                row.getString("url"),
                List.of((String[]) row.getArray("events").getArray()),
                ended == null ? "ACTIVE" : "ENDED",
                Instants.read(row, "created_at"),
                ended,
                row.getString("ended_why"),
                row.getLong("pending"),
                row.getLong("dead"));
    }
}
