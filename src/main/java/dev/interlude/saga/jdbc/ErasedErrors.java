package dev.interlude.saga.jdbc;

import dev.interlude.platform.personal.Person;
import dev.interlude.platform.personal.PersonEraser;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Deletes the errors of all sagas that were about a person's bookings: what failed may quote what was sent. */
public class ErasedErrors implements PersonEraser {

    private static final String ERASE =
            """
            with failed as (
                select id from saga where last_error is not null
                union select saga from saga_step where last_error is not null),
            theirs as (
                select distinct s.saga from failed join saga_step s on s.saga = failed.id
                where exists (select from jsonb_each_text(s.options) as named
                              where named.value = any(cast(:parts as text[])))),
            steps as (
                update saga_step set last_error = null where last_error is not null and saga in (select saga from theirs))
            update saga set last_error = null where last_error is not null and id in (select saga from theirs)
            """;

    private final JdbcClient jdbc;

    public ErasedErrors(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Kept kept() {
        return Kept.NOTES;
    }

    @Override
    public int erase(Person person) {
        return person.parts().isEmpty()
                ? 0
                : jdbc.sql(ERASE)
                        .param("parts", person.parts().toArray(String[]::new))
                        .update();
    }
}
