package dev.interlude;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** One real PostgreSQL for the whole test run, with the product's migrations applied. */
public final class TestDatabase {

    private static EmbeddedPostgres server;

    private TestDatabase() {}

    /** The JDBC URL, without credentials: user and password are both {@code postgres}. */
    public static synchronized String url() {
        if (server == null) {
            try {
                server = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            Flyway.configure().dataSource(server.getPostgresDatabase()).load().migrate();
        }
        return server.getJdbcUrl("postgres", "postgres");
    }

    public static DataSource dataSource() {
        url();
        return server.getPostgresDatabase();
    }
}
