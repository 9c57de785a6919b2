package dev.interlude.support;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.boot.SpringApplication;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One real PostgreSQL for all tests of a JVM, with the product's migrations applied. It goes after the servers that use it. */
public final class TestDatabase {

    /** The application name of sessions of tests; of a server's there is none like it. */
    public static final String OBSERVER = "test";

    /** At once, for one database. */
    private static final int CONNECTIONS = 40;

    private static final Duration IDLE = Duration.ofSeconds(30);

    private static final Map<String, HikariDataSource> POOLS = new ConcurrentHashMap<>();

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
            // What is created later is a copy of the template: migrating it once is enough.
            for (var migrated : List.of("template1", "postgres")) {
                Flyway.configure()
                        .dataSource(server.getDatabase("postgres", migrated))
                        .load()
                        .migrate();
            }
        }
        return server.getJdbcUrl("postgres", "postgres");
    }

    /** Its connections are kept: each new one costs PostgreSQL as much as some ten statements. */
    public static DataSource dataSource() {
        return pool("postgres", url());
    }

    /** A database on the same server with tables that are empty at first; for those who must not meet what other tests have left. */
    public static DataSource another(String name) {
        return pool(name, url(name));
    }

    private static DataSource pool(String name, String url) {
        return POOLS.computeIfAbsent(name, first -> pool(url));
    }

    private static HikariDataSource pool(String url) {
        var pool = new HikariDataSource();
        pool.setJdbcUrl(url);
        pool.setUsername("postgres");
        pool.setPassword("postgres");
        pool.setMaximumPoolSize(CONNECTIONS);
        pool.setMinimumIdle(0);
        pool.setIdleTimeout(IDLE.toMillis());
        pool.addDataSourceProperty("ApplicationName", OBSERVER);
        return pool;
    }

    /** The JDBC URL of {@link #another}. */
    public static String url(String name) {
        return created(name, "template1");
    }

    /** The JDBC URL of a database that has no tables at first. */
    public static String withoutTables(String name) {
        return created(name, "template0");
    }

    private static synchronized String created(String name, String template) {
        var jdbc = JdbcClient.create(dataSource());
        var exists = jdbc.sql("select exists (select from pg_database where datname = :name)")
                .param("name", name)
                .query(Boolean.class)
                .single();
        if (!exists) {
            jdbc.sql("create database %s template %s".formatted(name, template)).update();
        }
        return server.getJdbcUrl("postgres", name);
    }

    private static void close() {
        POOLS.values().forEach(HikariDataSource::close);
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
