package dev.interlude.booking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlude.TestDatabase;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@DisplayName("Whom a booking named before")
class FormerAttendeesTest {

    @Test
    @DisplayName("is known from what was told of it, told or not yet, where the database is older than the question")
    void fromEvents() {
        var source = TestDatabase.another("former_attendees");
        var jdbc = JdbcClient.create(source);
        Flyway.configure().dataSource(source).target("16").load().migrate();
        var changed = booking(jdbc, "New@example.com");
        var same = booking(jdbc, "Same@example.com");
        event(jdbc, changed, "data", "{\"id\":\"1\",\"attendee\":{\"email\":\"Old@example.com\"}}");
        event(jdbc, changed, "data", "{\"id\":\"1\",\"attendee\":{\"email\":\"new@example.com\"}}");
        event(jdbc, changed, "booking", "{\"booking\":{\"attendee_email\":\"older@example.com\"},\"segments\":[]}");
        event(jdbc, same, "data", "{\"attendee\":{\"email\":\"same@EXAMPLE.com\"}}");

        Flyway.configure().dataSource(source).load().migrate();

        assertThat(jdbc.sql("select booking || ' ' || email from former_attendee order by email")
                        .query(String.class)
                        .list())
                .containsExactly(changed + " old@example.com", changed + " older@example.com");
    }

    private static UUID booking(JdbcClient jdbc, String email) {
        var id = UUID.randomUUID();
        jdbc.sql(
                        """
                insert into booking (id, status, start_at, end_at, time_zone, attendee_name, attendee_email,
                    attendee_zone, attendee_language, created_at, updated_at)
                values (:id, 'BOOKED', now(), now() + interval '1 hour', 'UTC', 'Zoë', :email, 'UTC', 'de', now(), now())
                """)
                .param("id", id)
                .param("email", email)
                .update();
        return id;
    }

    private static void event(JdbcClient jdbc, UUID booking, String column, String content) {
        jdbc.sql(
                        "insert into event (id, type, subject, at, %s) values (:id, 'booking.created', :subject, now(), :content::json)"
                                .formatted(column))
                .param("id", UUID.randomUUID())
                .param("subject", booking.toString())
                .param("content", content)
                .update();
    }
}
