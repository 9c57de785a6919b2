package dev.interlude.outbox.jdbc;

import dev.interlude.outbox.BookingSnapshot;
import java.sql.Types;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/**
 * Gives new events their position. Numbers taken while a change is written become visible in another order than they
 * were taken; so positions are given afterwards, to what is committed, by one at a time. What has the same subject keeps
 * the order in which it was written: who changes a booking has its row locked.
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

    /** Up to a batch of them, and what each subscription has to be told of them. */
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
