package dev.interlude.outbox.jdbc;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.outbox.Event;
import dev.interlude.outbox.OutboxMeters;
import dev.interlude.outbox.OutboxSettings;
import dev.interlude.platform.Instants;
import dev.interlude.platform.problems.Problem;
import dev.interlude.platform.problems.Refused;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** All kept events in order, for clients that poll. */
public class EventLog {

    private static final String PLACE = "select position from event where id = :id and position is not null";
    private static final String PAGE =
            """
            select id, position, type, subject, at, data::text data from event
            where position > :after order by position limit :limit
            """;
    /** Undelivered events are kept, however old. */
    private static final String PURGE =
            """
            delete from event where seq in (
                select seq from event e where at < now() - make_interval(secs => :keep) and position is not null
                  and not exists (select from event_delivery where event = e.position and status = 'PENDING')
                order by at limit :batch)
            """;

    private static final String WAITING =
            """
            select count(*) filter (where status = 'PENDING') pending, count(*) filter (where status = 'DEAD') dead,
                   coalesce(extract(epoch from now() - min(since) filter (where status = 'PENDING')), 0)::bigint oldest,
                   (select count(*) from follow_up where given_up_at is not null) given_up
            from event_delivery where status <> 'DELIVERED'
            """;

    private final JdbcClient jdbc;
    private final OutboxSettings settings;
    private final OutboxMeters meters;

    public EventLog(JdbcClient jdbc, OutboxSettings settings, OutboxMeters meters) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.meters = meters;
    }

    /**
     * @param after an event's id; null: from the oldest that is kept
     * @throws Refused when there is no such event, or no more
     */
    public List<Event> page(UUID after, JsonNode query) {
        return jdbc.sql(PAGE)
                .param("after", after == null ? 0L : place(after))
                .param("limit", query.path("limit").intValue())
                .query(EventLog::event)
                .list();
    }

    /** Deletes events that are older than they are kept, batch by batch. */
    public void purge() {
        int batch;
        do {
            batch = jdbc.sql(PURGE)
                    .param("keep", (double) settings.keep().toSeconds())
                    .param("batch", settings.purgeBatch())
                    .update();
        } while (batch == settings.purgeBatch());
    }

    public void count() {
        meters.waiting(jdbc.sql(WAITING).query(OutboxMeters.Waiting.class).single());
    }

    static Event event(ResultSet row, int number) throws SQLException {
        return new Event(
                row.getObject("id", UUID.class),
                row.getLong("position"),
                row.getString("type"),
                row.getString("subject"),
                Instants.read(row, "at"),
                row.getString("data"));
    }

    private long place(UUID id) {
        return jdbc.sql(PLACE)
                .param("id", id)
                .query(Long.class)
                .optional()
                .orElseThrow(() -> new Refused(
                        Problem.meaning("?after", "is no event that is still kept; without it you get all that are")));
    }
}
