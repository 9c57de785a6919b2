package dev.interlude.outbox.jdbc;

import dev.interlude.platform.Erasing;
import dev.interlude.platform.Json;
import dev.interlude.platform.Person;
import dev.interlude.platform.jdbc.ErasedTexts;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Takes a person out of events, told or not: who is told later, or once more, is told that somebody came. */
public class ErasedEvents implements Erasing {

    /** As whoever gives positions: nobody writes an event anew from what it was. */
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
