package dev.interlude.sync.jdbc;

import dev.interlude.platform.Erasing;
import dev.interlude.platform.Person;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What differed of a person's bookings, without what was said of it: reasons are other people's words. */
public class ErasedDrift implements Erasing {

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
