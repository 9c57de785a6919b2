package dev.interlude.booking.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.interlude.platform.Erasing;
import dev.interlude.platform.Json;
import dev.interlude.platform.Person;
import dev.interlude.platform.Redaction;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Takes a person out of what became of the items of bulks. */
public class ErasedItems implements Erasing {

    private final JdbcClient jdbc;
    private final Json json;

    public ErasedItems(JdbcClient jdbc, Json json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    private record Item(UUID bulk, int position, String answer) {}

    @Override
    public Kept kept() {
        return Kept.ANSWERS;
    }

    @Override
    public int erase(Person person) {
        return jdbc
                .sql(
                        """
                select bulk, position, answer::text answer from bulk_item
                where addresses_in(coalesce(booking, answer)) @> array[cast(:email as text)] and status is not null
                order by bulk, position for update
                """)
                .param("email", person.email())
                .query(Item.class)
                .list()
                .stream()
                .mapToInt(item -> erase(item, person))
                .sum();
    }

    private int erase(Item item, Person person) {
        var answer = json.parse(item.answer().getBytes(UTF_8));
        return Redaction.of(answer, person.email())
                ? jdbc.sql("update bulk_item set answer = :answer::json where bulk = :bulk and position = :position")
                        .param("answer", new String(json.bytes(answer), UTF_8))
                        .param("bulk", item.bulk())
                        .param("position", item.position())
                        .update()
                : 0;
    }
}
