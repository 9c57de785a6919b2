package dev.interlude.platform.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.interlude.support.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@DisplayName("The watch over the database")
class DatabaseWatchTest {

    private final HikariDataSource pool = new HikariDataSource();
    private WatchedConnections connections;

    @BeforeEach
    void open() {
        pool.setJdbcUrl(TestDatabase.url());
        pool.setUsername("postgres");
        pool.setPassword("postgres");
        connections = new WatchedConnections(pool);
    }

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    @DisplayName("leaves a long statement alone while the database answers others")
    void longStatement() {
        try (var watch = watch(TestDatabase.url())) {
            var statement = CompletableFuture.supplyAsync(() -> JdbcClient.create(connections)
                    .sql("select true from pg_sleep(3)")
                    .query(Boolean.class)
                    .single());
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                watch.look();
                return statement.isDone();
            });
            assertThat(statement.join()).isTrue();
        }
    }

    @Test
    @DisplayName("leaves the pool alone while the server refuses the watch alone")
    void refused() {
        try (var watch = watch(TestDatabase.url("postgres").replace("/postgres?", "/no_such_database?"))) {
            watch.look();

            assertThat(connections.isSilent()).isFalse();
        }
    }

    @Test
    @DisplayName("closes what waits for a silent database, refuses at once, and ends that with the first answer")
    void silence() throws IOException, SQLException {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var deaf = watch("jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/interlude");
                var sound = watch(TestDatabase.url());
                var waiting = connections.getConnection()) {
            var statement = CompletableFuture.supplyAsync(() -> {
                try (var sleep = waiting.createStatement()) {
                    return (Object) sleep.execute("select pg_sleep(60)");
                } catch (SQLException e) {
                    return (Object) e;
                }
            });

            deaf.look();

            assertThat(statement).succeedsWithin(Duration.ofSeconds(5)).isInstanceOf(SQLException.class);
            assertThatThrownBy(connections::getConnection).isInstanceOf(SQLTransientConnectionException.class);

            sound.look();

            try (var another = connections.getConnection()) {
                assertThat(another.isValid(5)).isTrue();
            }
        }
    }

    private DatabaseWatch watch(String url) {
        var properties = new Properties();
        properties.put("user", "postgres");
        properties.put("password", "postgres");
        return new DatabaseWatch(url, properties, Duration.ofSeconds(1), connections);
    }
}
