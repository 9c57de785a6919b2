package dev.interlude.webhook.jdbc;

import static dev.interlude.platform.Instants.sql;

import dev.interlude.platform.Caller;
import dev.interlude.platform.Instants;
import dev.interlude.platform.Traceparent;
import dev.interlude.platform.attention.AttentionItem;
import dev.interlude.platform.attention.AttentionItem.Action;
import dev.interlude.platform.attention.AttentionPosition;
import dev.interlude.platform.attention.AttentionSource;
import dev.interlude.platform.jdbc.OperatorActions;
import dev.interlude.platform.problems.ProblemCode;
import dev.interlude.platform.problems.Refused;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/** Webhooks of Cal.com's that could not be processed. */
public class DeadDeliveries implements AttentionSource {

    private static final Logger LOG = LoggerFactory.getLogger(DeadDeliveries.class);

    private static final String DISMISS =
            """
            update webhook_delivery set status = 'DISMISSED', ended_at = :now
            where content_key = (select content_key from webhook_delivery where id = :id) and status = 'DEAD'
            """;

    private static final String BOOKING =
            """
            select coalesce(d.booking, s.booking)
            from webhook_delivery d left join segment s on s.calcom_uid = d.calcom_uid where d.id = :id limit 1
            """;

    private static final String AGAIN = "Process it again";
    private static final String DISMISSED = "Dismiss it";
    private static final String ABOUT = "delivery";

    private final JdbcClient jdbc;
    private final DeliveryLedger ledger;
    private final OperatorActions actions;
    private final Clock clock;

    public DeadDeliveries(JdbcClient jdbc, DeliveryLedger ledger, OperatorActions actions, Clock clock) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.actions = actions;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "webhook-deliveries";
    }

    @Override
    public List<AttentionItem> items(AttentionPosition after, int limit) {
        return jdbc.sql(
                        """
                select d.id, d.ended_at, coalesce(d.booking, s.booking) as booking, d.trigger, d.last_error, coalesce(d.traceparent, d.id::text) as trace
                from webhook_delivery d left join segment s on s.calcom_uid = d.calcom_uid
                where d.status = 'DEAD' and (d.ended_at, d.id) > (:since, :id)
                order by d.ended_at, d.id limit :limit
                """)
                .param("since", sql(after.since()))
                .param("id", after.uuid())
                .param("limit", limit)
                .query((row, n) -> item(row))
                .list();
    }

    /** Processes one again, with its repeats; null if there is no such delivery. */
    @Transactional
    public UUID replayed(String id, Caller by) {
        var replayed = ledger.replay(id);
        if (replayed != null) {
            actions.record(by, AGAIN, ABOUT, replayed, booking(replayed));
        }
        return replayed;
    }

    /** @return how many are tried again */
    @Transactional
    public int replayedAll(String status, Caller by) {
        var replayed = ledger.replayAll(status);
        if (replayed > 0) {
            actions.record(by, "Process %d again".formatted(replayed), ABOUT, null, null);
        }
        return replayed;
    }

    /**
     * Dismisses it with its repeats; it is kept, but needs no person any more. Does nothing unless it is DEAD.
     *
     * @throws Refused NOT_FOUND when there is no such delivery
     */
    @Transactional
    public Map<String, Object> dismissed(String id, Caller by) {
        var delivery = UUID.fromString(id);
        var dismissed = jdbc.sql(DISMISS)
                .param("id", delivery)
                .param("now", sql(clock.instant()))
                .update();
        if (dismissed > 0) {
            LOG.info("Delivery {} is dismissed, says {}", delivery, by.name());
            actions.record(by, DISMISSED, ABOUT, delivery, booking(delivery));
        } else if (!exists(delivery)) {
            throw Refused.because(ProblemCode.NOT_FOUND, "There is no delivery with this id.");
        }
        return Map.of("dismissed", dismissed, "delivery", delivery);
    }

    private UUID booking(UUID delivery) {
        return jdbc.sql(BOOKING)
                .param("id", delivery)
                .query((row, n) -> Optional.ofNullable(row.getObject(1, UUID.class)))
                .single()
                .orElse(null);
    }

    private boolean exists(UUID delivery) {
        return jdbc.sql("select exists (select from webhook_delivery where id = :id)")
                .param("id", delivery)
                .query(Boolean.class)
                .single();
    }

    private static AttentionItem item(ResultSet row) throws SQLException {
        var id = row.getString("id");
        var path = "/api/v1/webhook-deliveries/" + id;
        var error = row.getString("last_error");
        return new AttentionItem(
                "webhook-dead",
                id,
                row.getObject("booking", UUID.class),
                Instants.read(row, "ended_at"),
                "A webhook of Cal.com's could not be processed" + (error == null ? "." : ": " + error),
                "/api/v1/webhook-deliveries?status=DEAD",
                List.of(Action.post(AGAIN, path + "/replay"), Action.post(DISMISSED, path + "/dismiss")),
                Traceparent.stored(row.getString("trace"))
                        .map(Traceparent::traceId)
                        .orElse(null));
    }
}
