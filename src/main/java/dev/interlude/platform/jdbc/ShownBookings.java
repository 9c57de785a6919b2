package dev.interlude.platform.jdbc;

import dev.interlude.platform.Json;
import dev.interlude.platform.personal.Redaction;
import java.util.HashSet;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The bookings that an answer shows, just before it is kept. */
final class ShownBookings {

    private static final int REFUSED = 300;

    private final JdbcClient jdbc;
    private final Json json;

    ShownBookings(JdbcClient jdbc, Json json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Runs in the caller's transaction: until it ends, no person in the answer can be erased. */
    byte[] withoutErased(int status, byte[] body) {
        if (status >= REFUSED || body == null || body.length == 0) {
            return body;
        }
        var answer = json.parse(body);
        var bookings = Redaction.naming(answer);
        if (bookings.isEmpty()) {
            return body;
        }
        var erased = new HashSet<>(jdbc.sql("select erased_among(:bookings)")
                .param("bookings", bookings.toArray(UUID[]::new))
                .query(UUID.class)
                .list());
        return Redaction.of(answer, erased) ? json.bytes(answer) : body;
    }
}
