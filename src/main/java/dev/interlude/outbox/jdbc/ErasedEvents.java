package dev.interlude.outbox.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.interlude.platform.Erasing;
import dev.interlude.platform.Json;
import dev.interlude.platform.Person;
import dev.interlude.platform.Redaction;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Takes a person out of events, told or not: who is told later, or once more, is told that somebody came. */
public class ErasedEvents implements Erasing {

    /** As whoever gives positions: nobody writes an event anew from what it was. */
    private static final String LOCK = "select last from event_position for update";

    private final JdbcClient jdbc;
    private final Json json;

    public ErasedEvents(JdbcClient jdbc, Json json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    private record Told(long seq, String booking, String data) {}

    @Override
    public Kept kept() {
        return Kept.EVENTS;
    }

    @Override
    public int erase(Person person) {
        if (person.subjects().isEmpty()) {
            return 0;
        }
        jdbc.sql(LOCK).query(Long.class).single();
        return jdbc
                .sql(
                        """
                select seq, booking::text booking, data::text data from event where subject in (:subjects) order by seq
                """)
                .param("subjects", person.subjects())
                .query(Told.class)
                .list()
                .stream()
                .mapToInt(this::erase)
                .sum();
    }

    private int erase(Told told) {
        var content = json.parse((told.booking() == null ? told.data() : told.booking()).getBytes(UTF_8));
        return Redaction.of(content, null)
                ? jdbc.sql("update event set %s = :content::json where seq = :seq"
                                .formatted(told.booking() == null ? "data" : "booking"))
                        .param("content", new String(json.bytes(content), UTF_8))
                        .param("seq", told.seq())
                        .update()
                : 0;
    }
}
