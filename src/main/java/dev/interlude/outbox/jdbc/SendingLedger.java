package dev.interlude.outbox.jdbc;

import dev.interlude.outbox.OutboxMeters;
import dev.interlude.outbox.OutboxSettings;
import dev.interlude.outbox.Sending;
import dev.interlude.outbox.Verdict;
import dev.interlude.platform.work.BackOff;
import dev.interlude.platform.work.HeldWork;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.transaction.annotation.Transactional;

/**
 * The event deliveries in progress and their results. A claim is a lease in the row, so nothing is locked while a
 * subscriber is called; all instants are the database's. Of events with the same subject only the earliest open one is
 * sent.
 */
public class SendingLedger {

    /** As many as this node has free threads for, within each subscription's limit, in order. */
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
                   e.id, e.position, e.type, e.subject, e.at, e.data::text data,
                   e.traceparent
            from claimed c join event e on e.position = c.event order by e.position
            """;

    private static final String DELIVERED =
            """
            with silenced as (
                update event_delivery set status = 'DELIVERED', done_at = now(), claim = null, last_error = null
                where subscription = :subscription and event = :event and claim = :node and attempts = :attempt
                  and status = 'PENDING'
                returning subscription, subject)
            update event_delivery d set due_at = now() from silenced
            where d.subscription = silenced.subscription and d.subject = silenced.subject and d.status = 'PENDING'
              and d.event > :event and d.claim is null
            """;
    /** The last attempt is made when the time is up; later events wait for it, or continue once it is dead. */
    private static final String RETRY =
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
    private static final String FREE =
            """
            update event_delivery set claim = null, due_at = now() + make_interval(secs => :pause)
            where subscription = :subscription and event = :event and claim = :node and attempts = :attempt
              and status = 'PENDING'
            """;
    private static final String SILENT = "update subscription set silent = true where id = :id and not silent";
    /** It responds again: deliveries held back by its silence are due now. */
    private static final String BACK =
            """
            with back as (update subscription set silent = false where id = :id and silent returning id)
            update event_delivery d set due_at = now() from back
            where d.subscription = back.id and d.status = 'PENDING' and d.claim is null and d.due_at > now()
            """;

    private final JdbcClient jdbc;
    private final OutboxSettings settings;
    private final OutboxMeters meters;
    private final BackOff backOff;
    private final UUID node = UUID.randomUUID();
    private final HeldWork<Held> held = new HeldWork<>();
    private final ReentrantLock claiming = new ReentrantLock();

    private record Held(UUID subscription, long event, int attempt) {

        static Held of(Sending sending) {
            return new Held(sending.subscription(), sending.event().position(), sending.attempt());
        }
    }

    public SendingLedger(JdbcClient jdbc, OutboxSettings settings, OutboxMeters meters) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.meters = meters;
        this.backOff = new BackOff(settings.backOff(), settings.backOffMax());
    }

    /** What this node is to send now. One thread at a time: two would not count each other's, and take more than allowed. */
    public List<Sending> claim() {
        giveBack();
        claiming.lock();
        try {
            return claimed();
        } finally {
            claiming.unlock();
        }
    }

    private List<Sending> claimed() {
        var claimed = jdbc.sql(CLAIM)
                .param("node", node)
                .param("atOnce", settings.atOnce())
                .param("each", settings.atOnceEach())
                .param("lease", seconds(settings.lease()))
                .query((row, n) -> new Sending(
                        row.getObject("subscription", UUID.class),
                        row.getString("url"),
                        row.getString("secret"),
                        EventLog.event(row, n),
                        row.getInt("attempts"),
                        row.getString("traceparent")))
                .list();
        claimed.stream().map(Held::of).forEach(held::take);
        return claimed;
    }

    /** The attempt has ended; if its result could not be stored, it is repeated after a pause. */
    public void letGo(Sending sending) {
        held.stop(Held.of(sending));
        giveBack();
    }

    private void giveBack() {
        held.giveBack(claim -> jdbc.sql(FREE)
                .param("subscription", claim.subscription())
                .param("event", claim.event())
                .param("attempt", claim.attempt())
                .param("node", node)
                .param("pause", seconds(backOff.after(claim.attempt())))
                .update());
    }

    /** Stores the result, unless the lease ran out and another node has it now. */
    @Transactional
    public void settle(Sending sending, Verdict verdict) {
        var result =
                switch (verdict.kind()) {
                    case DELIVERED -> {
                        of(sending, jdbc.sql(DELIVERED)).update();
                        yield verdict.outcome();
                    }
                    case RETRY -> again(sending, verdict);
                    case GONE -> {
                        jdbc.sql(GONE)
                                .param("subscription", sending.subscription())
                                .param("event", sending.event().position())
                                .param("why", verdict.why())
                                .update();
                        yield verdict.outcome();
                    }
                };
        jdbc.sql(verdict.silent() ? SILENT : BACK)
                .param("id", sending.subscription())
                .update();
        held.done(Held.of(sending));
        meters.attempted(result);
    }

    private String again(Sending sending, Verdict verdict) {
        return of(sending, jdbc.sql(RETRY))
                .param("why", verdict.why())
                .param("giveUp", seconds(settings.giveUpAfter()))
                .param("pause", seconds(backOff.after(sending.attempt())))
                .query(String.class)
                .optional()
                .filter("DEAD"::equals)
                .map(dead -> "dead")
                .orElse(verdict.outcome());
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
