package dev.interlude.webhook.jdbc;

import static dev.interlude.platform.Instants.sql;

import dev.interlude.booking.UnreadableBooking;
import dev.interlude.observed.ObservationResult;
import dev.interlude.platform.Instants;
import dev.interlude.platform.problems.Reasons;
import dev.interlude.platform.work.BackOff;
import dev.interlude.platform.work.HeldWork;
import dev.interlude.webhook.DeliveryMetrics;
import dev.interlude.webhook.DeliveryStatus;
import dev.interlude.webhook.EventNotReadable;
import dev.interlude.webhook.EventNotRelevant;
import dev.interlude.webhook.EventUndecided;
import dev.interlude.webhook.InboxSettings;
import dev.interlude.webhook.OpenDelivery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/** Hands out deliveries, one at a time per booking and in the order of their events, and stores their results. */
public class DeliveryLedger {

    /** Waiting for a saga of ours to end is no failure and may take long. */
    private static final int MORE_PATIENCE = 10;

    /** Looks for earlier ones row by row: with a join, PostgreSQL would read all open rows for each. */
    private static final String NEXT =
            """
            select d.*, coalesce(d.traceparent, d.id::text) as trace from webhook_delivery d
            where d.status in ('RECEIVED', 'FAILED') and d.due_at <= :now
              and (select before.id from webhook_delivery before
                   where before.status in ('RECEIVED', 'FAILED') and before.due_at <= :now
                     and before.calcom_uid in (d.calcom_uid, d.moved_from)
                     and (before.rank, before.said_at, before.id) < (d.rank, d.said_at, d.id)
                   limit 1) is null
            order by d.due_at limit 1 for update of d skip locked
            """;

    private final JdbcClient jdbc;
    private final InboxSettings settings;
    private final BackOff backOff;
    private final DeliveryMetrics metrics;
    private final Clock clock;
    /** Waiting for an answer from Cal.com: not taken by other nodes until their rest is over. */
    private final HeldWork<Held> asking = new HeldWork<>();

    private record Held(UUID delivery, int attempts) {

        static Held of(OpenDelivery delivery) {
            return new Held(delivery.id(), delivery.attempts());
        }
    }

    public DeliveryLedger(JdbcClient jdbc, InboxSettings settings, DeliveryMetrics metrics, Clock clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.backOff = new BackOff(settings.backOff(), settings.backOffMax());
        this.metrics = metrics;
        this.clock = clock;
    }

    /** The next unclaimed one, locked for the caller's transaction; null if there is none. */
    public OpenDelivery next() {
        return jdbc.sql(NEXT)
                .param("now", sql(clock.instant()))
                .query(DeliveryLedger::open)
                .optional()
                .orElse(null);
    }

    /** The same one, after Cal.com has answered; null if another worker has it. */
    public OpenDelivery again(OpenDelivery delivery) {
        return jdbc.sql(
                        """
                select *, coalesce(traceparent, id::text) as trace from webhook_delivery where id = :id and status in ('RECEIVED', 'FAILED')
                for update skip locked
                """)
                .param("id", delivery.id())
                .query(DeliveryLedger::open)
                .optional()
                .orElseGet(() -> {
                    asking.done(Held.of(delivery));
                    return null;
                });
    }

    /** Marks it as waiting for Cal.com; if this node dies, another one takes it a little later. */
    public void asking(OpenDelivery delivery) {
        jdbc.sql(
                        """
                with forgotten as (delete from webhook_effect where processor = 'webhook' and delivery = :key)
                update webhook_delivery set due_at = :later where id = :id
                """)
                .param("id", delivery.id())
                .param("key", delivery.key())
                .param("later", sql(clock.instant().plus(settings.backOffMax())))
                .update();
        asking.take(Held.of(delivery));
    }

    /** This worker has finished with it; without a stored result it is due again at once. */
    public void letGo(OpenDelivery delivery) {
        if (delivery != null) {
            asking.stop(Held.of(delivery));
            giveBack();
        }
    }

    /** Repeats what could not be given back while the database was away. */
    public void giveBack() {
        asking.giveBack(claim -> jdbc.sql(
                        """
                update webhook_delivery set due_at = :now
                where id = :id and attempts = :attempts and due_at > :now and status in ('RECEIVED', 'FAILED')
                """)
                .param("id", claim.delivery())
                .param("attempts", claim.attempts())
                .param("now", sql(clock.instant()))
                .update());
    }

    /** Runs in the transaction of its effect. Content about an erased person is not kept. */
    public void processed(OpenDelivery delivery, ObservationResult result) {
        var ended = clock.instant();
        jdbc.sql(
                        """
                update webhook_delivery set status = :status, effect = :effect, booking = :booking,
                    attempts = attempts + 1, last_error = null, ended_at = :now,
                    body = case when gone then '' else body end, people = case when gone then '{}' else people end
                from (select is_erased(calcom_uid) or is_erased(moved_from) gone
                      from webhook_delivery where id = :id) erasure
                where id = :id
                """)
                .param("id", delivery.id())
                .param("status", DeliveryStatus.PROCESSED.name())
                .param("effect", result == null ? null : result.effect().name())
                .param("booking", result == null ? null : result.booking())
                .param("now", sql(ended))
                .update();
        asking.done(Held.of(delivery));
        metrics.processed(delivery.receivedAt(), ended);
    }

    /**
     * It could not be processed: retried later, or dead if that would not help. Counted once when two workers failed at
     * the same attempt: its lock ends before this. Content about an erased person is not kept.
     */
    public void failed(OpenDelivery delivery, Throwable cause) {
        if (delivery == null) {
            return;
        }
        var now = clock.instant();
        var root = root(cause);
        var status = ended(delivery, root);
        var counted = jdbc.sql(
                        """
                update webhook_delivery set status = :status, attempts = attempts + 1,
                    last_error = case when gone then null else :error end,
                    body = case when gone then '' else body end, people = case when gone then '{}' else people end,
                    ended_at = case when :ended then cast(:now as timestamptz) end,
                    due_at = :due
                from (select :ended and (is_erased(calcom_uid) or is_erased(moved_from)) gone
                      from webhook_delivery where id = :id) erasure
                where id = :id and attempts = :attempts and status in ('RECEIVED', 'FAILED')
                """)
                .param("id", delivery.id())
                .param("attempts", delivery.attempts())
                .param("status", status.name())
                .param("ended", status != DeliveryStatus.FAILED)
                .param("error", Reasons.of(root))
                .param("due", sql(now.plus(backOff.after(delivery.attempts() + 1))))
                .param("now", sql(now))
                .update();
        asking.done(Held.of(delivery));
        if (counted == 1 && status != DeliveryStatus.IGNORED) {
            metrics.failed(status == DeliveryStatus.DEAD);
        }
    }

    private DeliveryStatus ended(OpenDelivery delivery, Throwable root) {
        if (root instanceof EventNotRelevant) {
            return DeliveryStatus.IGNORED;
        }
        var tries = settings.attempts() * (root instanceof EventUndecided ? MORE_PATIENCE : 1);
        var lasting = root instanceof EventNotReadable || root instanceof UnreadableBooking || Reasons.isLasting(root);
        return lasting || delivery.attempts() + 1 >= tries ? DeliveryStatus.DEAD : DeliveryStatus.FAILED;
    }

    /** Resets all deliveries with the same content as if just received; null if there is no such delivery. */
    @Transactional
    public UUID replay(String id) {
        UUID parsed;
        try {
            parsed = UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            return null;
        }
        return renew(
                        "content_key = (select content_key from webhook_delivery where id = :id) and status <> 'DUPLICATE'",
                        parsed)
                .stream()
                .findFirst()
                .orElse(null);
    }

    /** @return how many are tried again */
    @Transactional
    public int replayAll(String status) {
        return renew("status = '" + DeliveryStatus.valueOf(status) + "'", new UUID(0, 0))
                .size();
    }

    private List<UUID> renew(String which, UUID id) {
        return jdbc.sql(
                        """
                with renewed as (
                    update webhook_delivery set status = 'RECEIVED', attempts = 0, due_at = :now, ended_at = null,
                        effect = null
                    where %s returning id, content_key),
                forgotten as (
                    delete from webhook_effect where processor = 'webhook'
                      and delivery in (select encode(content_key, 'hex') from renewed))
                select id from renewed
                """
                                .formatted(which))
                .param("id", id)
                .param("now", sql(clock.instant()))
                .query(UUID.class)
                .list();
    }

    /** Deletes deliveries that ended long ago, in batches; returns how many. */
    public int purge() {
        var all = 0;
        int batch;
        do {
            batch = jdbc.sql(
                            """
                    with old as (
                        delete from webhook_delivery where id in (
                            select id from webhook_delivery where ended_at < :before and status <> 'DEAD'
                            order by ended_at limit :batch)
                        returning content_key, status),
                    forgotten as (
                        delete from webhook_effect where processor = 'webhook'
                          and delivery in (select encode(content_key, 'hex') from old where status <> 'DUPLICATE'))
                    select count(*) from old
                    """)
                    .param("before", sql(clock.instant().minus(settings.keep())))
                    .param("batch", settings.purgeBatch())
                    .query(Integer.class)
                    .single();
            all += batch;
        } while (batch == settings.purgeBatch());
        return all;
    }

    private static OpenDelivery open(ResultSet row, int n) throws SQLException {
        return new OpenDelivery(
                row.getObject("id", UUID.class),
                HexFormat.of().formatHex(row.getBytes("content_key")),
                row.getString("account"),
                row.getString("trigger"),
                Instants.read(row, "received_at"),
                Instants.read(row, "said_at"),
                row.getBytes("body"),
                row.getInt("attempts"),
                row.getString("trace"));
    }

    private static Throwable root(Throwable cause) {
        var root = cause;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root;
    }
}
