package dev.interlude.booking.jdbc;

import dev.interlude.platform.Erasing;
import dev.interlude.platform.Json;
import dev.interlude.platform.Person;
import dev.interlude.platform.jdbc.ErasedTexts;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Takes a person out of what became of the items of bulks, those of series too. No answer comes later: while an item of
 * theirs is not decided, nobody is erased.
 */
public class ErasedItems implements Erasing {

    private static final String FIND =
            """
            select bulk, position, answer::text as content from bulk_item
            where addresses_in(coalesce(booking, answer)) && cast(:addresses as text[]) and status is not null
            order by bulk, position for update
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
    public int erase(Person person) {
        return texts.erase(jdbc.sql(FIND).param("addresses", person.addresses().toArray(String[]::new)), KEEP, person);
    }
}
