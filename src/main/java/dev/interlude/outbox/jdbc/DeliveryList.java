package dev.interlude.outbox.jdbc;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.outbox.Delivery;
import dev.interlude.outbox.Subscription;
import dev.interlude.platform.Instants;
import dev.interlude.platform.problems.Problem;
import dev.interlude.platform.problems.Refused;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The deliveries to a subscriber, and sending them again. */
public class DeliveryList {

    private static final String PAGE =
            """
            select e.id, e.type, e.subject, e.at, d.status, d.attempts, d.last_error, d.due_at, d.done_at
            from event_delivery d join event e on e.position = d.event
            where d.subscription = :subscription %s
              and d.event > coalesce((select position from event where id = :after), 0)
            order by d.event limit :limit
            """;
    private static final String STATUS = "and d.status = :status";
    private static final String REPLAY =
            """
            update event_delivery set status = 'PENDING', attempts = 0, since = now(), due_at = now(), done_at = null
            where subscription = :subscription and status <> 'PENDING' and %s
            """;
    private static final String DEAD = "status = 'DEAD'";
    private static final String CHOSEN = "event in (select position from event where id = any (:events))";

    private final JdbcClient jdbc;

    public DeliveryList(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** In the order of the events; one more than the limit when there is a next page. */
    public List<Delivery> list(UUID subscription, UUID after, JsonNode query) {
        var status = query.path("status").textValue();
        var limit = query.path("limit").intValue();
        var page = jdbc.sql(PAGE.formatted(status == null ? "" : STATUS))
                .param("subscription", subscription)
                .param("after", after, Types.OTHER)
                .param("limit", limit + 1);
        return (status == null ? page : page.param("status", status))
                .query(DeliveryList::delivery)
                .list();
    }

    /**
     * @param events ids; none: all dead ones
     * @throws Refused when the subscription has ended
     */
    public int replay(Subscription subscription, List<UUID> events) {
        if (subscription.endedAt() != null) {
            throw new Refused(Problem.meaning(
                    "", "The subscription has ended; make a new one, and read what it missed from /api/v1/events."));
        }
        var replay =
                jdbc.sql(REPLAY.formatted(events.isEmpty() ? DEAD : CHOSEN)).param("subscription", subscription.id());
        return (events.isEmpty() ? replay : replay.param("events", events.toArray(UUID[]::new), Types.ARRAY)).update();
    }

    private static Delivery delivery(ResultSet row, int number) throws SQLException {
        var open = row.getString("status").equals("PENDING");
        return new Delivery(
                row.getObject("id", UUID.class),
                row.getString("type"),
                row.getString("subject"),
                Instants.read(row, "at"),
                row.getString("status"),
                row.getInt("attempts"),
                row.getString("last_error"),
                open ? Instants.read(row, "due_at") : null,
                Instants.read(row, "done_at"));
    }
}
