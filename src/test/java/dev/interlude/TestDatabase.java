package dev.interlude;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;

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

    /** The URL of a database of its own, still empty: recovery takes whatever is due, also what other tests have left. */
    public static synchronized String url(String name) {
        var shared = url();
        JdbcClient.create(dataSource()).sql("create database " + name).update();
        return shared.replace("/postgres?", "/" + name + "?");
    }

    public static DataSource dataSource() {
        url();
        return server.getPostgresDatabase();
    }
}
