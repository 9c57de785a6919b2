package dev.interlude.series.jdbc;

import dev.interlude.platform.Json;
import dev.interlude.platform.jdbc.ErasedTexts;
import dev.interlude.platform.personal.Person;
import dev.interlude.platform.personal.PersonEraser;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Erases a person from the results of bulk items, those of series too. No result comes later: with an undecided item of
 * theirs, erasing is refused.
 */
public class ErasedItems implements PersonEraser {

    private static final String FIND =
            """
            select bulk, position, answer::text as content from bulk_item
            where addresses_in(coalesce(booking, answer)) && cast(:addresses as text[]) and status is not null
            order by bulk, position for update
            """;

    private static final String OPEN =
            """
            select exists (select from bulk_item
                           where addresses_in(coalesce(booking, answer)) && cast(:addresses as text[]) and status is null)
            """;

    private static final String KEEP =
            "update bulk_item set answer = :content::json where bulk = :bulk and position = :position";

    private final JdbcClient jdbc;
    private final ErasedTexts texts;

    public ErasedItems(JdbcClient jdbc, Json json) {
        this.jdbc = jdbc;
        this.texts = new ErasedTexts(jdbc, json);
    }

    @Override
    public Kept kept() {
        return Kept.ANSWERS;
    }

    @Override
    public boolean isBookingFor(Person person) {
        return jdbc.sql(OPEN)
                .param("addresses", person.addresses().toArray(String[]::new))
                .query(Boolean.class)
                .single();
    }

    @Override
    public int erase(Person person) {
        return texts.erase(jdbc.sql(FIND).param("addresses", person.addresses().toArray(String[]::new)), KEEP, person);
    }
}
