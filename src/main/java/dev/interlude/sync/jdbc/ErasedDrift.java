package dev.interlude.sync.jdbc;

import dev.interlude.platform.personal.Person;
import dev.interlude.platform.personal.PersonEraser;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Erases the details of differences in a person's bookings: they may quote personal data. */
public class ErasedDrift implements PersonEraser {

    private static final Set<UUID> NONE = Set.of(new UUID(0, 0));

    private final JdbcClient jdbc;

    public ErasedDrift(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Kept kept() {
        return Kept.NOTES;
    }

    @Override
    public int erase(Person person) {
        return jdbc.sql("update sync_drift set detail = '' where booking in (:bookings) and detail <> ''")
                .param("bookings", person.bookings().isEmpty() ? NONE : person.bookings())
                .update();
    }
}
