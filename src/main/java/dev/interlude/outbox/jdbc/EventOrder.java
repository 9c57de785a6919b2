package dev.interlude.outbox.jdbc;

import dev.interlude.outbox.BookingSnapshot;
import java.sql.Types;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/**
 * Assigns positions to new events. Numbers drawn inside a transaction become visible in another order, so positions are
 * assigned after the commit, by one node at a time. Events with the same subject keep their order, as each change locks
 * its booking's row.
 */
public class EventOrder {

    private static final int AT_ONCE = 500;

    private static final String ANY_NEW = "select exists (select from event where position is null)";
    private static final String LOCK = "select last from event_position for update";
    private static final String NEW =
            """
            select seq, booking::text booking, data::text data from event
            where position is null order by seq limit :most
            """;
    private static final String PLACE =
            """
            update event e set position = :last + n.place, data = n.data::json, booking = null
            from unnest(:seqs, :data) with ordinality n (seq, data, place)
            where e.seq = n.seq
            """;
    private static final String SPREAD =
            """
            with wanted as (select id, events from subscription where ended_at is null for key share)
            insert into event_delivery (subscription, event, subject, since, due_at)
            select w.id, e.position, e.subject, now(), now()
            from event e join wanted w on e.type = any (w.events)
            where e.position > :last and e.position <= :last + :count
            """;
    private static final String REMEMBER = "update event_position set last = last + :count";

    private final JdbcClient jdbc;
    private final BookingSnapshot snapshot;

    public EventOrder(JdbcClient jdbc, BookingSnapshot snapshot) {
        this.jdbc = jdbc;
        this.snapshot = snapshot;
    }

    private record Fresh(long seq, String booking, String data) {}

    /** A batch of events, and their deliveries for each subscription. */
    @Transactional
    public void place() {
        if (!jdbc.sql(ANY_NEW).query(Boolean.class).single()) {
            return;
        }
        long last = jdbc.sql(LOCK).query(Long.class).single();
        var fresh = jdbc.sql(NEW).param("most", AT_ONCE).query(Fresh.class).list();
        if (fresh.isEmpty()) {
            return;
        }
        jdbc.sql(PLACE)
                .param("last", last)
                .param("seqs", fresh.stream().map(Fresh::seq).toArray(Long[]::new), Types.ARRAY)
                .param("data", shown(fresh), Types.ARRAY)
                .update();
        jdbc.sql(SPREAD).param("last", last).param("count", fresh.size()).update();
        jdbc.sql(REMEMBER).param("count", fresh.size()).update();
    }

    private String[] shown(List<Fresh> events) {
        return events.stream()
                .map(event -> event.booking() == null ? event.data() : snapshot.shown(event.booking()))
                .toArray(String[]::new);
    }
}
