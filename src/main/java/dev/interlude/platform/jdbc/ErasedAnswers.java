package dev.interlude.platform.jdbc;

import dev.interlude.platform.Erasing;
import dev.interlude.platform.Json;
import dev.interlude.platform.Person;
import dev.interlude.platform.Redaction;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Takes a person out of the answers that are kept for repeats. A repeat is still none: it gets what is left. */
public class ErasedAnswers implements Erasing {

    private final JdbcClient jdbc;
    private final Json json;

    public ErasedAnswers(JdbcClient jdbc, Json json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    private record Answer(String caller, String key, byte[] body) {}

    @Override
    public Kept kept() {
        return Kept.ANSWERS;
    }

    @Override
    public int erase(Person person) {
        return jdbc
                .sql(
                        """
                select caller, key, body from idempotency
                where body is not null and addresses_in(body) @> array[cast(:email as text)] order by caller, key for update
                """)
                .param("email", person.email())
                .query(Answer.class)
                .list()
                .stream()
                .mapToInt(answer -> erase(answer, person))
                .sum();
    }

    private int erase(Answer answer, Person person) {
        var told = json.parse(answer.body());
        return Redaction.of(told, person.email())
                ? jdbc.sql("update idempotency set body = :body where caller = :caller and key = :key")
                        .param("body", json.bytes(told))
                        .param("caller", answer.caller())
                        .param("key", answer.key())
                        .update()
                : 0;
    }
}
