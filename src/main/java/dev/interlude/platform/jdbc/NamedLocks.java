package dev.interlude.platform.jdbc;

import java.util.Arrays;
import java.util.Collection;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Locks by name, for what has no row that could be locked. They are held until the transaction ends. */
public final class NamedLocks {

    private final JdbcClient jdbc;

    public NamedLocks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param names those that are null are left out */
    public void take(String... names) {
        take(Arrays.stream(names).filter(Objects::nonNull).toList());
    }

    /** All at once, in one order, before any lock of a row: that rules out deadlocks. */
    public void take(Collection<String> names) {
        jdbc.sql(
                        """
                select pg_advisory_xact_lock(key) from (
                    select distinct hashtextextended(name, 0) as key from unnest(:names) name order by key) ordered
                """)
                .param("names", names.toArray(String[]::new))
                .query((row, n) -> n)
                .list();
    }
}
