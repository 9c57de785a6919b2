package dev.interlude.outbox.jdbc;

import static dev.interlude.platform.Instants.sql;

import dev.interlude.outbox.Subscription;
import dev.interlude.platform.Caller;
import dev.interlude.platform.Instants;
import dev.interlude.platform.attention.AttentionItem;
import dev.interlude.platform.attention.AttentionItem.Action;
import dev.interlude.platform.attention.AttentionPosition;
import dev.interlude.platform.attention.AttentionSource;
import dev.interlude.platform.jdbc.OperatorActions;
import dev.interlude.platform.problems.Refused;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/** Events that a subscriber did not accept in time: one item per subscription, however many there are. */
public class DeadEvents implements AttentionSource {

    /** More are not counted. */
    private static final int COUNTED = 1000;

    private static final String ITEMS =
            """
            select * from (
                select s.id, s.ended_at is not null as ended, dead.*
                from subscription s
                cross join lateral (
                    select count(*) as events, min(done_at) as since,
                           case when min(subject) = max(subject) and bool_and(type like 'booking.%')
                                then min(subject) end as booking
                    from (select d.done_at, e.subject, e.type
                          from event_delivery d join event e on e.position = d.event
                          where d.subscription = s.id and d.status = 'DEAD'
                          order by d.event limit :counted) oldest) dead
                where dead.events > 0) found
            where (since, id) > (:since, :id)
            order by since, id limit :limit
            """;

    private static final String AGAIN = "Send them again";
    private static final String DELETE = "Delete the subscription";
    private static final String ABOUT = "subscription";

    private final JdbcClient jdbc;
    private final DeliveryList deliveries;
    private final SubscriptionLedger subscriptions;
    private final OperatorActions actions;

    public DeadEvents(
            JdbcClient jdbc, DeliveryList deliveries, SubscriptionLedger subscriptions, OperatorActions actions) {
        this.jdbc = jdbc;
        this.deliveries = deliveries;
        this.subscriptions = subscriptions;
        this.actions = actions;
    }

    @Override
    public String name() {
        return "events";
    }

    @Override
    public List<AttentionItem> items(AttentionPosition after, int limit) {
        return jdbc.sql(ITEMS)
                .param("counted", COUNTED)
                .param("since", sql(after.since()))
                .param("id", after.uuid())
                .param("limit", limit)
                .query((row, n) -> item(row))
                .list();
    }

    /**
     * Sends events again.
     *
     * @param events ids; none: all dead ones
     * @return how many
     * @throws Refused when the subscription has ended
     */
    @Transactional
    public int replayed(Subscription subscription, List<UUID> events, Caller by) {
        var replayed = deliveries.replay(subscription, events);
        if (replayed > 0) {
            actions.record(by, AGAIN, ABOUT, subscription.id(), null);
        }
        return replayed;
    }

    /**
     * Deletes a subscription with its undelivered events.
     *
     * @throws Refused NOT_FOUND
     */
    @Transactional
    public void deleted(UUID subscription, Caller by) {
        subscriptions.delete(subscription);
        actions.record(by, DELETE, ABOUT, subscription, null);
    }

    private static AttentionItem item(ResultSet row) throws SQLException {
        var path = "/api/v1/subscriptions/" + row.getString("id");
        return new AttentionItem(
                "event-dead",
                row.getString("id"),
                booking(row.getString("booking")),
                Instants.read(row, "since"),
                reason(row.getLong("events"), row.getBoolean("ended")),
                path + "/deliveries?status=DEAD",
                row.getBoolean("ended")
                        ? List.of(new Action(DELETE, "DELETE", path, null))
                        : List.of(Action.post(AGAIN, path + "/replay", Map.of())));
    }

    private static String reason(long events, boolean ended) {
        var many = events < COUNTED ? Long.toString(events) : "At least " + events;
        return many
                + (events == 1 ? " event was" : " events were")
                + (ended
                        ? " not delivered, and the subscription has ended."
                        : " not delivered: the subscriber did not accept in time.");
    }

    /** @param subject of all of them, or null when they are about several bookings */
    private static UUID booking(String subject) {
        return subject == null ? null : UUID.fromString(subject);
    }
}
