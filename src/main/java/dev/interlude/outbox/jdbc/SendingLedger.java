package dev.interlude.outbox.jdbc;

import dev.interlude.outbox.BackOff;
import dev.interlude.outbox.OutboxMeters;
import dev.interlude.outbox.OutboxSettings;
import dev.interlude.outbox.Sending;
import dev.interlude.outbox.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who tells whom what, and what became of it. A claim is a lease in the row, so that nothing is locked while a subscriber
 * is called; all instants are the database's own. Of events with the same subject only the earliest that is open goes out.
 */
public class SendingLedger {

    /** As many as this node has hands for, and of one subscription no more than it may have at a time; each in its turn. */
    private static final String CLAIM =
            """
            with free as (
                select greatest(0, :atOnce - count(*)) hands from event_delivery where claim = :node and due_at > now()),
            taken as (
                select d.subscription, d.event, s.url, s.secret
                from subscription s cross join lateral (
                    select p.subscription, p.event, p.due_at from event_delivery p
                    where p.subscription = s.id and p.status = 'PENDING' and p.due_at <= now()
                      and not exists (select from event_delivery e
                                      where e.subscription = p.subscription and e.subject = p.subject
                                        and e.status = 'PENDING' and e.event < p.event)
                    order by p.due_at, p.event
                    limit greatest(0, case when s.silent then 1 else :each end
                                      - (select count(*) from event_delivery c
                                         where c.subscription = s.id and c.status = 'PENDING'
                                           and c.claim is not null and c.due_at > now()))
                    for update skip locked) d
                where s.ended_at is null
                order by row_number() over (partition by s.id order by d.due_at, d.event), s.silent, d.due_at
                limit (select hands from free)),
            claimed as (
                update event_delivery d set claim = :node, attempts = attempts + 1,
                    due_at = now() + make_interval(secs => :lease)
                from taken t where d.subscription = t.subscription and d.event = t.event
                returning d.subscription, d.event, d.attempts, t.url, t.secret)
            select c.subscription, c.url, c.secret, c.attempts,
                   e.id, e.position, e.type, e.subject, e.at, e.data::text data
            from claimed c join event e on e.position = c.event order by e.position
            """;

    private static final String TOLD =
            """
            with told as (
                update event_delivery set status = 'DELIVERED', done_at = now(), claim = null, last_error = null
                where subscription = :subscription and event = :event and claim = :node and attempts = :attempt
                  and status = 'PENDING'
                returning subscription, subject)
            update event_delivery d set due_at = now() from told
            where d.subscription = told.subscription and d.subject = told.subject and d.status = 'PENDING'
              and d.event > :event and d.claim is null
            """;
    /** The last attempt is made when the time is up; those behind wait with it, or go on when it is dead. */
    private static final String AGAIN =
            """
            with failed as (
                update event_delivery set claim = null, last_error = :why,
                    status = case when now() < since + make_interval(secs => :giveUp) then 'PENDING' else 'DEAD' end,
                    done_at = case when now() < since + make_interval(secs => :giveUp) then null else now() end,
                    due_at = least(now() + make_interval(secs => :pause), since + make_interval(secs => :giveUp))
                where subscription = :subscription and event = :event and claim = :node and attempts = :attempt
                  and status = 'PENDING'
                returning subscription, subject, status, due_at),
            behind as (
                update event_delivery d set due_at = case failed.status when 'DEAD' then now() else failed.due_at end
                from failed
                where d.subscription = failed.subscription and d.subject = failed.subject and d.status = 'PENDING'
                  and d.event > :event and d.claim is null)
            select status from failed
            """;

    private static final String GONE =
            """
            with gone as (
                update subscription set ended_at = now(), ended_why = :why
                where id = :subscription and ended_at is null)
            update event_delivery set status = 'DEAD', done_at = now(), claim = null,
                last_error = case event when :event then :why else 'the subscription has ended' end
            where subscription = :subscription and status = 'PENDING'
            """;
    private static final String SILENT = "update subscription set silent = true where id = :id and not silent";
    /** It is back: what waits because of its silence need not wait any longer. */
    private static final String HEARD =
            """
            with heard as (update subscription set silent = false where id = :id and silent returning id)
            update event_delivery d set due_at = now() from heard
            where d.subscription = heard.id and d.status = 'PENDING' and d.claim is null and d.due_at > now()
            """;

    private final JdbcClient jdbc;
    private final OutboxSettings settings;
    private final OutboxMeters meters;
    private final BackOff backOff;
    private final UUID node = UUID.randomUUID();

    public SendingLedger(JdbcClient jdbc, OutboxSettings settings, OutboxMeters meters) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.meters = meters;
        this.backOff = new BackOff(settings.backOff(), settings.backOffMax());
    }

    /** What is to be sent now, by this node. */
    @Transactional
    public List<Sending> claim() {
        return jdbc.sql(CLAIM)
                .param("node", node)
                .param("atOnce", settings.atOnce())
                .param("each", settings.atOnceEach())
                .param("lease", seconds(settings.lease()))
                .query((row, n) -> new Sending(
                        row.getObject("subscription", UUID.class),
                        row.getString("url"),
                        row.getString("secret"),
                        EventLog.event(row, n),
                        row.getInt("attempts")))
                .list();
    }

    /** Writes down what became of it, unless the lease ran out and somebody else has it now. */
    @Transactional
    public void settle(Sending sending, Verdict verdict) {
        var result =
                switch (verdict.kind()) {
                    case TOLD -> {
                        of(sending, jdbc.sql(TOLD)).update();
                        yield verdict.word();
                    }
                    case AGAIN -> again(sending, verdict);
                    case GONE -> {
                        jdbc.sql(GONE)
                                .param("subscription", sending.subscription())
                                .param("event", sending.event().position())
                                .param("why", verdict.why())
                                .update();
                        yield verdict.word();
                    }
                };
        jdbc.sql(verdict.silent() ? SILENT : HEARD)
                .param("id", sending.subscription())
                .update();
        meters.attempted(result);
    }

    private String again(Sending sending, Verdict verdict) {
        return of(sending, jdbc.sql(AGAIN))
                .param("why", verdict.why())
                .param("giveUp", seconds(settings.giveUpAfter()))
                .param("pause", seconds(backOff.after(sending.attempt())))
                .query(String.class)
                .optional()
                .filter("DEAD"::equals)
                .map(dead -> "dead")
                .orElse(verdict.word());
    }

    private StatementSpec of(Sending sending, StatementSpec statement) {
        return statement
                .param("subscription", sending.subscription())
                .param("event", sending.event().position())
                .param("node", node)
                .param("attempt", sending.attempt());
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
