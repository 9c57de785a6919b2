package dev.interlude.outbox.jdbc;

import dev.interlude.outbox.FollowUp;
import dev.interlude.outbox.OutboxSettings;
import dev.interlude.platform.flows.FailedStep;
import dev.interlude.platform.problems.Failures;
import dev.interlude.platform.problems.Reasons;
import dev.interlude.platform.work.BackOff;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.transaction.annotation.Transactional;

/**
 * The routes to run after a change of a booking. A claim is a lease in the row, so nothing is locked while a route
 * runs. Per booking only the earliest open one runs.
 */
public class FollowUps {

    private static final Logger LOG = LoggerFactory.getLogger("dev.interlude.booking");

    private static final String CLAIM =
            """
            with free as (
                select greatest(0, :atOnce - count(*)) hands from follow_up
                where claim = :node and due_at > now() and given_up_at is null),
            due as (
                select f.id from follow_up f
                where f.given_up_at is null and f.due_at <= now()
                  and not exists (select from follow_up e
                                  where e.booking = f.booking and e.given_up_at is null and e.seq < f.seq)
                order by f.due_at, f.seq
                limit (select hands from free)
                for update skip locked)
            """;

    /** Those of one booking not tried yet: its caller waits for them. */
    private static final String CLAIM_NEW =
            """
            with due as (
                select f.id from follow_up f
                where f.booking = :booking and f.given_up_at is null and f.claim is null and f.attempts = 0
                  and not exists (select from follow_up e
                                  where e.booking = f.booking and e.given_up_at is null and e.seq < f.seq)
                for update skip locked)
            """;

    private static final String TAKE =
            """
            update follow_up f set claim = :node, attempts = attempts + 1, due_at = now() + make_interval(secs => :lease)
            from due where f.id = due.id
            returning f.id, f.booking, f.route, f.attempts, f.traceparent
            """;

    private static final String DONE =
            """
            with done as (
                delete from follow_up where id = :id and claim = :node and attempts = :attempt returning booking)
            update follow_up f set due_at = now() from done
            where f.booking = done.booking and f.id <> :id and f.claim is null and f.attempts = 0 and f.due_at > now()
            """;

    private static final String FAILED =
            """
            update follow_up set claim = null, last_error = :why,
                given_up_at = case when now() < since + make_interval(secs => :giveUp) then null else now() end,
                due_at = least(now() + make_interval(secs => :pause), since + make_interval(secs => :giveUp))
            where id = :id and claim = :node and attempts = :attempt
            returning given_up_at is not null
            """;

    private final JdbcClient jdbc;
    private final OutboxSettings settings;
    private final Failures failures;
    private final BackOff backOff;
    private final UUID node = UUID.randomUUID();

    public FollowUps(JdbcClient jdbc, OutboxSettings settings, Failures failures) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.failures = failures;
        this.backOff = new BackOff(settings.backOff(), settings.backOffMax());
    }

    /** What is to run now, on this node. */
    @Transactional
    public List<FollowUp> claim() {
        return taken(jdbc.sql(CLAIM + TAKE).param("atOnce", settings.followUpsAtOnce()));
    }

    /** What to run before the caller is answered; nothing unless configured. */
    @Transactional
    public List<FollowUp> claimNew(UUID booking) {
        return settings.followUpsInLine() ? taken(jdbc.sql(CLAIM_NEW + TAKE).param("booking", booking)) : List.of();
    }

    /** Its route has succeeded. */
    public void done(FollowUp followUp) {
        of(followUp, jdbc.sql(DONE)).update();
    }

    /** Its route has failed: again later, until it is given up. The booking is not changed by that. */
    public void failed(FollowUp followUp, FailedStep step, Throwable failure) {
        var at = step == null ? new FailedStep(followUp.route(), "unknown", "") : step;
        var why = at + ": " + Reasons.of(failure);
        var givenUp = of(followUp, jdbc.sql(FAILED))
                .param("why", why)
                .param("giveUp", settings.giveUpAfter().toMillis() / 1000.0)
                .param("pause", backOff.after(followUp.attempt()).toMillis() / 1000.0)
                .query(Boolean.class)
                .optional()
                .orElse(false);
        failures.count(followUp.route());
        LOG.error(
                "Booking {} stays as decided, although {} failed afterwards with {}; attempt {}, {}",
                followUp.booking(),
                at,
                Reasons.of(failure),
                followUp.attempt(),
                givenUp ? "given up" : "tried again later");
    }

    private List<FollowUp> taken(StatementSpec statement) {
        return statement
                .param("node", node)
                .param("lease", settings.lease().toMillis() / 1000.0)
                .query(FollowUps::followUp)
                .list();
    }

    private StatementSpec of(FollowUp followUp, StatementSpec statement) {
        return statement.param("id", followUp.id()).param("node", node).param("attempt", followUp.attempt());
    }

    private static FollowUp followUp(ResultSet row, int number) throws SQLException {
        return new FollowUp(
                row.getObject("id", UUID.class),
                row.getObject("booking", UUID.class),
                row.getString("route"),
                row.getInt("attempts"),
                row.getString("traceparent"));
    }
}
