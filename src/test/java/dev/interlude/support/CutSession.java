package dev.interlude.support;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Ends the session of whoever updates certain rows, a given number of times: what they write is never committed. */
public final class CutSession implements AutoCloseable {

    private final JdbcClient jdbc;
    private final String table;
    private final String name = "cut_" + UUID.randomUUID().toString().replace('-', '_');

    /** @param when over {@code old} and {@code new} */
    public CutSession(JdbcClient jdbc, String table, String when, int times) {
        this.jdbc = jdbc;
        this.table = table;
        // A sequence counts on where the transaction that used it is lost.
        jdbc.sql("create sequence " + name).update();
        jdbc.sql(
                        """
                create function %1$s() returns trigger language plpgsql as $$ begin
                    if nextval('%1$s') <= %2$d then perform pg_terminate_backend(pg_backend_pid()); end if;
                    return new;
                end $$
                """
                                .formatted(name, times))
                .update();
        jdbc.sql("create trigger %1$s before update on %2$s for each row when (%3$s) execute function %1$s()"
                        .formatted(name, table, when))
                .update();
    }

    /** How often such rows have been updated, or were about to be. */
    public long seen() {
        return jdbc.sql("select case when is_called then last_value else 0 end from " + name)
                .query(Long.class)
                .single();
    }

    @Override
    public void close() {
        jdbc.sql("drop trigger %1$s on %2$s".formatted(name, table)).update();
        jdbc.sql("drop function " + name).update();
        jdbc.sql("drop sequence " + name).update();
    }
}
