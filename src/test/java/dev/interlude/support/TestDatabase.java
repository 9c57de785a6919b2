package dev.interlude.support;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.boot.SpringApplication;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One real PostgreSQL for all tests of a JVM, with the product's migrations applied. It goes after the servers that use it. */
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
                        .setServerConfig("log_error_verbosity", "terse")
                        .setRegisterShutdownHook(false)
                        .start();
                SpringApplication.getShutdownHandlers().add(TestDatabase::close);
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

    /** A database on the same server, made empty at first; for those who must not meet what other tests have left. */
    public static DataSource another(String name) {
        url(name);
        return server.getDatabase("postgres", name);
    }

    /** The JDBC URL of {@link #another}. */
    public static synchronized String url(String name) {
        var jdbc = JdbcClient.create(dataSource());
        var calcom = jdbc.sql("select exists (select from pg_database where datname = :name)")
                .param("name", name)
                .query(Boolean.class)
                .single();
        if (!calcom) {
            jdbc.sql("create database " + name).update();
        }
        return server.getJdbcUrl("postgres", name);
    }

    private static void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
