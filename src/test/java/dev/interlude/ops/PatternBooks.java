package dev.interlude.ops;

import static dev.interlude.platform.Instants.sql;

import dev.interlude.platform.Instants;
import dev.interlude.support.TestDatabase;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A table of bookings of one's own, with what the migrations keep beside it. */
final class PatternBooks {

    record Row(String service, String status, Instant start) {}

    final JdbcClient jdbc;

    PatternBooks(String database) {
        var source = TestDatabase.another(database);
        // These tests do not ask what outlives a crash.
        JdbcClient.create(source)
                .sql("alter database %s set synchronous_commit = off".formatted(database))
                .update();
        jdbc = JdbcClient.create(source);
        jdbc.sql("truncate booking, booking_tally, service_tally, booking_change cascade")
                .update();
    }

    UUID add(String service, String status, Instant start) {
        var id = UUID.randomUUID();
        jdbc.sql(
                        """
                insert into booking (id, service, status, start_at, end_at, time_zone, attendee_name, attendee_email,
                    attendee_zone, attendee_language, created_at, updated_at)
                values (:id, :service, :status, :start, :end, 'UTC', 'Zoë', 'zoe@example.com', 'UTC', 'de', now(), now())
                """)
                .param("id", id)
                .param("service", service)
                .param("status", status)
                .param("start", sql(start))
                .param("end", sql(start.plusSeconds(1800)))
                .update();
        return id;
    }

    /** @param change such as {@code status = :value} */
    void change(UUID id, String change, Object value) {
        jdbc.sql("update booking set " + change + " where id = :id")
                .param("id", id)
                .param("value", value)
                .update();
    }

    void delete(UUID id) {
        jdbc.sql("delete from booking where id = :id").param("id", id).update();
    }

    List<Row> rows() {
        return jdbc.sql("select service, status, start_at from booking")
                .query((row, n) ->
                        new Row(row.getString("service"), row.getString("status"), Instants.read(row, "start_at")))
                .list();
    }
}
