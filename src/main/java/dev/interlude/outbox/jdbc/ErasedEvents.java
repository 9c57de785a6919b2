package dev.interlude.outbox.jdbc;

import dev.interlude.platform.Json;
import dev.interlude.platform.jdbc.ErasedTexts;
import dev.interlude.platform.personal.Person;
import dev.interlude.platform.personal.PersonEraser;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Erases a person from events, delivered or not: later deliveries and replays show an anonymous attendee. */
public class ErasedEvents implements PersonEraser {

    /** The same lock as for assigning positions: no event is rewritten from its old content. */
    private static final String LOCK = "select last from event_position for update";

    private static final String FIND =
            "select seq, coalesce(booking, data)::text as content from event where subject in (:subjects) order by seq";

    private static final String KEEP =
            """
            update event set booking = case when booking is not null then :content::json end,
                data = case when booking is null then :content::json end
            where seq = :seq
            """;

    private final JdbcClient jdbc;
    private final ErasedTexts texts;

    public ErasedEvents(JdbcClient jdbc, Json json) {
        this.jdbc = jdbc;
        this.texts = new ErasedTexts(jdbc, json);
    }

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
        return texts.erase(jdbc.sql(FIND).param("subjects", person.subjects()), KEEP, person);
    }
}
