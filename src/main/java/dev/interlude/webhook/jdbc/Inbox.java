package dev.interlude.webhook.jdbc;

import static dev.interlude.platform.Instants.sql;

import dev.interlude.platform.Trace;
import dev.interlude.platform.problems.Problem;
import dev.interlude.platform.problems.ProblemCode;
import dev.interlude.platform.problems.Refused;
import dev.interlude.webhook.Delivery;
import dev.interlude.webhook.DeliveryMetrics;
import dev.interlude.webhook.DeliveryStatus;
import dev.interlude.webhook.Receipt;
import java.sql.Types;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keeps each delivery for good before it is answered. */
public class Inbox {

    private static final int RETRY_SOON = 5;

    /**
     * One statement, one commit: stored as what it is, or as the repeat of another, which needs no body. Nor does an
     * ignored one about an erased person.
     */
    public static final String STORE =
            """
            with told_first as (
                insert into webhook_delivery (id, account, received_at, content_key, trigger, calcom_uid, moved_from, rank,
                    said_at, body, people, status, due_at, last_error, ended_at, traceparent)
                select :id, :account, :now, :key, :trigger, :uid, :movedFrom, :rank, :saidAt,
                    case when gone then '' else :body::bytea end, case when gone then '{}' else :people::text[] end, :status, :now,
                    :error, :ended, :traceparent
                from (select case when cast(:ended as timestamptz) is null then false else is_erased(:uid) end gone) erasure
                on conflict (content_key) where status <> 'DUPLICATE' do nothing
                returning id)
            insert into webhook_delivery (id, account, received_at, content_key, trigger, calcom_uid, moved_from, rank,
                said_at, body, status, due_at, ended_at, traceparent)
            select :id, :account, :now, :key, :trigger, :uid, :movedFrom, :rank, :saidAt, '', 'DUPLICATE', :now, :now, :traceparent
            where not exists (select from told_first)
            """;

    private final JdbcClient jdbc;
    private final DeliveryMetrics metrics;

    public Inbox(JdbcClient jdbc, DeliveryMetrics metrics) {
        this.jdbc = jdbc;
        this.metrics = metrics;
    }

    /** @throws Refused UNAVAILABLE when it could not be stored */
    public Receipt store(Delivery delivery) {
        try {
            var duplicate = bind(jdbc.sql(STORE), delivery).update() == 1;
            metrics.received(duplicate ? DeliveryStatus.DUPLICATE : delivery.status());
            return new Receipt(true, delivery.id());
        } catch (DataAccessException e) {
            throw new Refused(Problem.of(ProblemCode.UNAVAILABLE, "The delivery could not be stored.")
                    .withRetryAfter(RETRY_SOON));
        }
    }

    /** The parameters of {@link #STORE}. */
    public static JdbcClient.StatementSpec bind(JdbcClient.StatementSpec store, Delivery delivery) {
        return store.param("id", delivery.id())
                .param("account", delivery.account())
                .param("now", sql(delivery.receivedAt()))
                .param("key", delivery.contentKey())
                .param("trigger", delivery.trigger())
                .param("uid", delivery.uid())
                .param("movedFrom", delivery.movedFrom())
                .param("rank", delivery.rank())
                .param("saidAt", sql(delivery.saidAt()))
                .param("body", delivery.body())
                .param("people", delivery.people().toArray(String[]::new), Types.ARRAY)
                .param("status", delivery.status().name())
                .param("error", delivery.error())
                .param("ended", delivery.status() == DeliveryStatus.RECEIVED ? null : sql(delivery.receivedAt()))
                .param("traceparent", Trace.stored(), Types.VARCHAR);
    }
}
