package dev.interlude.suites;

import dev.interlude.support.TestDatabase;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;

/**
 * A database for a server that works with a real Cal.com: its own, on the PostgreSQL of {@code INTERLUDE_DATABASE_URL} where that is
 * set, and dropped at the end; otherwise that of the tests.
 */
public record LiveDatabase(String name, String server, String user, String password) implements AutoCloseable {

    public static LiveDatabase open(String run) {
        var given = System.getenv("INTERLUDE_DATABASE_URL");
        if (given == null || given.isEmpty() || !LiveCalcom.isWanted()) {
            return new LiveDatabase(null, TestDatabase.url("live"), "postgres", "postgres");
        }
        var environment = System.getenv();
        var database = new LiveDatabase(
                "interlude_live_" + run,
                given,
                environment.getOrDefault("INTERLUDE_DATABASE_USER", "postgres"),
                environment.getOrDefault("INTERLUDE_DATABASE_PASSWORD", ""));
        database.execute("create database " + database.name);
        return database;
    }

    public String url() {
        return name == null ? server : server.replaceFirst("(jdbc:postgresql://[^/]+/)[^?]*", "$1" + name);
    }

    public Map<String, String> settings() {
        return Map.of("INTERLUDE_DATABASE_USER", user, "INTERLUDE_DATABASE_PASSWORD", password);
    }

    @Override
    public void close() {
        if (name != null) {
            execute("drop database if exists " + name + " with (force)");
        }
    }

    private void execute(String sql) {
        try (var connection = DriverManager.getConnection(server, user, password);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "INTERLUDE_DATABASE_URL: " + e.getMessage()
                            + " (the live suite needs a user that may create a database; unset the variable to do without)",
                    e);
        }
    }
}
