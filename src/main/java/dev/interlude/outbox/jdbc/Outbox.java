package dev.interlude.outbox.jdbc;

import static dev.interlude.platform.Instants.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.interlude.booking.BookingEvent;
import dev.interlude.booking.BookingListener;
import dev.interlude.outbox.EventType;
import dev.interlude.platform.Announcements;
import dev.interlude.platform.Ids;
import dev.interlude.platform.Trace;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Stores events in the transaction of the change, with one statement. The booking's rows are kept as they are then and
 * rendered later, when no caller waits.
 */
public class Outbox implements BookingListener, Announcements {

    private static final String BOOKING =
            """
            with announced as (
                insert into event (id, type, subject, at, traceparent, booking)
                select :id, :type, b.id, :now, cast(:traceparent as text), json_build_object(
                    'booking', row_to_json(b), 'trace', cast(:trace as text),
                    'changes', cast(:changes as json),
                    'segments', (select json_agg(row_to_json(s) order by s.position) from (
                        select segment.*, units_of(id) units from segment where booking = b.id and current) s))
                from booking b where b.id = :booking
                returning id),
            followed as (
                insert into follow_up (id, booking, route, since, due_at, traceparent)
                select id, :booking, route, now(), now() + make_interval(secs => :later), cast(:traceparent as text)
                from announced, cast(:route as text) as route where route is not null)
            select count(*) from announced
            """;
    private static final String ANYTHING =
            """
            insert into event (id, type, subject, at, traceparent, data)
            values (:id, :type, :subject, :now, :traceparent, :data::json)
            """;

    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final Ids ids;
    private final Clock clock;
    private final Duration later;
    private final Predicate<String> doesSomething;

    /**
     * @param later how long the deciding node has for the follow-ups before other nodes take them
     * @param doesSomething whether a route of a follow-up does: otherwise there is nothing to follow up
     */
    public Outbox(
            JdbcClient jdbc, ObjectMapper json, Ids ids, Clock clock, Duration later, Predicate<String> doesSomething) {
        this.doesSomething = doesSomething;
        this.later = later;
        this.jdbc = jdbc;
        this.json = json;
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void tell(UUID booking, BookingEvent event) {
        tell(booking, event, null);
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void changed(UUID booking, List<Map<String, Object>> changes) {
        tell(booking, BookingEvent.CHANGED, written(changes));
    }

    private void tell(UUID booking, BookingEvent event, String changes) {
        var delivered = jdbc.sql(BOOKING)
                .param("id", ids.next())
                .param("type", EventType.of(event).text())
                .param("booking", booking)
                .param("route", route(event))
                .param("trace", Trace.current(), Types.VARCHAR)
                .param("traceparent", Trace.stored(), Types.VARCHAR)
                .param("changes", changes, Types.VARCHAR)
                .param("later", later.toMillis() / 1000.0)
                .param("now", sql(clock.instant()))
                .query(Integer.class)
                .single();
        if (delivered != 1) {
            throw new IllegalStateException("There is no booking " + booking + " to announce");
        }
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void announce(String type, String subject, Object data) {
        jdbc.sql(ANYTHING)
                .param("id", ids.next())
                .param("type", EventType.of(type).text())
                .param("subject", subject)
                .param("data", written(data))
                .param("traceparent", Trace.stored(), Types.VARCHAR)
                .param("now", sql(clock.instant()))
                .update();
    }

    /** The integrator's route that follows; null: none. */
    private String route(BookingEvent event) {
        var route =
                switch (event) {
                    case CREATED -> "booking-after-placing";
                    case RESCHEDULED, CHANGED -> "booking-after-moving";
                    case CANCELLED -> "booking-after-cancelling";
                    default -> null;
                };
        return route != null && doesSomething.test(route) ? route : null;
    }

    private String written(Object data) {
        try {
            return json.writeValueAsString(data);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON", e);
        }
    }
}
