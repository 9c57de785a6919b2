package dev.interlude.platform.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.interlude.platform.Json;
import dev.interlude.platform.personal.Person;
import dev.interlude.platform.personal.Redaction;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Erases a person from JSON kept in rows, one after the other. */
public final class ErasedTexts {

    private final JdbcClient jdbc;
    private final Json json;

    public ErasedTexts(JdbcClient jdbc, Json json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * @param find the rows: the JSON, called {@code content}, and what tells a row apart
     * @param keep an update with parameters of the same names
     * @return how many rows mentioned that person
     */
    public int erase(JdbcClient.StatementSpec find, String keep, Person person) {
        return find.query().listOfRows().stream()
                .mapToInt(row -> erase(row, keep, person))
                .sum();
    }

    private int erase(Map<String, Object> row, String keep, Person person) {
        var content = json.parse(row.get("content").toString().getBytes(UTF_8));
        return Redaction.of(content, person)
                ? jdbc.sql(keep)
                        .params(row)
                        .param("content", new String(json.bytes(content), UTF_8))
                        .update()
                : 0;
    }
}
