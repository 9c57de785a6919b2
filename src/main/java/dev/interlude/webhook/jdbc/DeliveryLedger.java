package dev.interlude.webhook.jdbc;

import static dev.interlude.platform.Instants.sql;

import dev.interlude.booking.Sighted;
import dev.interlude.platform.Instants;
import dev.interlude.webhook.DeliveryMetrics;
import dev.interlude.webhook.DeliveryStatus;
import dev.interlude.webhook.InboxSettings;
import dev.interlude.webhook.NotUnderstood;
import dev.interlude.webhook.NothingHere;
import dev.interlude.webhook.OpenDelivery;
import dev.interlude.webhook.StillUndecided;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/** Gives out deliveries, one at a time for each booking and in the order of what they say, and writes down how they end. */
public class DeliveryLedger {

    private static final int LONGEST_REASON = 500;

    /** To wait until a saga of ours has ended is no failure, and it may take long. */
    private static final int MORE_PATIENCE = 10;

    /** Looks up, row by row, what comes before: as a join, PostgreSQL would read all that is open for each. */
    private static final String NEXT =
            """
            select d.* from webhook_delivery d
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
    private final DeliveryMetrics metrics;
    private final Clock clock;

    public DeliveryLedger(JdbcClient jdbc, InboxSettings settings, DeliveryMetrics metrics, Clock clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** The next one, for the length of the caller's transaction; null when there is none that nobody is at. */
    public OpenDelivery next() {
        return jdbc.sql(NEXT)
                .param("now", sql(clock.instant()))
                .query(DeliveryLedger::open)
                .optional()
                .orElse(null);
    }

    /** The same one again, once Cal.com has been asked about it; null when another has it. */
    public OpenDelivery again(OpenDelivery delivery) {
        return jdbc.sql(
                        """
                select * from webhook_delivery where id = :id and status in ('RECEIVED', 'FAILED')
                for update skip locked
                """)
                .param("id", delivery.id())
                .query(DeliveryLedger::open)
                .optional()
                .orElse(null);
    }

    /** It has had no effect yet: Cal.com is being asked; if this node dies meanwhile, another takes it up a little later. */
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
    }

    /** In the transaction of its effect. What is about somebody who was erased is not kept. */
    public void processed(OpenDelivery delivery, Sighted sighted) {
        var ended = clock.instant();
        jdbc.sql(
                        """
                update webhook_delivery set status = :status, effect = :effect, booking = :booking,
                    attempts = attempts + 1, last_error = null, ended_at = :now,
                    body = case when gone then '' else body end, people = case when gone then '{}' else people end
                from (select is_erased(calcom_uid) or is_erased(moved_from) gone
                      from webhook_delivery where id = :id) nobody
                where id = :id
                """)
                .param("id", delivery.id())
                .param("status", DeliveryStatus.PROCESSED.name())
                .param("effect", sighted == null ? null : sighted.effect().name())
                .param("booking", sighted == null ? null : sighted.booking())
                .param("now", sql(ended))
                .update();
        metrics.processed(delivery.receivedAt(), ended);
    }

    /** It could not be processed: later again, or never when that would not help; then too somebody erased stays so. */
    public void failed(OpenDelivery delivery, Throwable cause) {
        if (delivery == null) {
            return;
        }
        var root = root(cause);
        var status = ended(delivery, root);
        jdbc.sql(
                        """
                update webhook_delivery set status = :status, attempts = attempts + 1,
                    last_error = case when gone then null else :error end,
                    body = case when gone then '' else body end, people = case when gone then '{}' else people end,
                    ended_at = case when :ended then cast(:now as timestamptz) end,
                    due_at = cast(:now as timestamptz) + least(:longest, :first * power(2, least(attempts, 20)))
                        * (0.5 + random() / 2) * interval '1 millisecond'
                from (select :ended and (is_erased(calcom_uid) or is_erased(moved_from)) gone
                      from webhook_delivery where id = :id) nobody
                where id = :id and status in ('RECEIVED', 'FAILED')
                """)
                .param("id", delivery.id())
                .param("status", status.name())
                .param("ended", status != DeliveryStatus.FAILED)
                .param("error", reason(root))
                .param("first", (double) settings.backOff().toMillis())
                .param("longest", (double) settings.backOffMax().toMillis())
                .param("now", sql(clock.instant()))
                .update();
        if (status != DeliveryStatus.IGNORED) {
            metrics.failed(status == DeliveryStatus.DEAD);
        }
    }

    private DeliveryStatus ended(OpenDelivery delivery, Throwable root) {
        if (root instanceof NothingHere) {
            return DeliveryStatus.IGNORED;
        }
        var tries = settings.attempts() * (root instanceof StillUndecided ? MORE_PATIENCE : 1);
        return root instanceof NotUnderstood || delivery.attempts() + 1 >= tries
                ? DeliveryStatus.DEAD
                : DeliveryStatus.FAILED;
    }

    /** All that say the same as this one are as if it had just come; null when there is no such delivery. */
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

    /** Deletes what has long ended, batch by batch; answers with how many. */
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
                row.getInt("attempts"));
    }

    private static Throwable root(Throwable cause) {
        var root = cause;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root;
    }

    private static String reason(Throwable root) {
        var text = root.toString().replace("\0", "");
        return text.substring(0, Math.min(text.length(), LONGEST_REASON));
    }
}
