package dev.interlude.outbox.jdbc;

import static dev.interlude.platform.Instants.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.interlude.booking.BookingEvent;
import dev.interlude.booking.BookingNews;
import dev.interlude.outbox.EventType;
import dev.interlude.platform.Announcements;
import dev.interlude.platform.Ids;
import java.time.Clock;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes what upstream systems are to be told, in the transaction of the change, with one statement. A booking's rows are
 * kept as they are at that moment; how they are shown is worked out when nobody waits.
 */
public class Outbox implements BookingNews, Announcements {

    private static final String BOOKING =
            """
            insert into event (id, type, subject, at, booking)
            select :id, :type, b.id, :now, json_build_object(
                'booking', row_to_json(b),
                'segments', (select json_agg(row_to_json(s) order by s.position) from segment s where s.booking = b.id))
            from booking b where b.id = :booking
            """;
    private static final String ANYTHING =
            """
            insert into event (id, type, subject, at, data) values (:id, :type, :subject, :now, :data::json)
            """;

    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final Ids ids;
    private final Clock clock;

    public Outbox(JdbcClient jdbc, ObjectMapper json, Ids ids, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void tell(UUID booking, BookingEvent event) {
        var told = jdbc.sql(BOOKING)
                .param("id", ids.next())
                .param("type", EventType.of(event).text())
                .param("booking", booking)
                .param("now", sql(clock.instant()))
                .update();
        if (told != 1) {
            throw new IllegalStateException("There is no booking " + booking + " to tell of");
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
                .param("now", sql(clock.instant()))
                .update();
    }

    private String written(Object data) {
        try {
            return json.writeValueAsString(data);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be told as JSON", e);
        }
    }
}
