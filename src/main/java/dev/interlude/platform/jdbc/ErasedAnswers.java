package dev.interlude.platform.jdbc;

import dev.interlude.platform.Json;
import dev.interlude.platform.personal.Person;
import dev.interlude.platform.personal.PersonEraser;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Erases a person from the answers kept for repeats. A repeat gets the redacted answer. */
public class ErasedAnswers implements PersonEraser {

    private static final String FIND =
            """
            select caller, key, convert_from(body, 'UTF8') as content from idempotency
            where body is not null and addresses_in(body) && cast(:addresses as text[]) order by caller, key for update
            """;

    private static final String KEEP =
            "update idempotency set body = convert_to(:content, 'UTF8') where caller = :caller and key = :key";

    private final JdbcClient jdbc;
    private final ErasedTexts texts;

    public ErasedAnswers(JdbcClient jdbc, Json json) {
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
