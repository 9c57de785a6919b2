package dev.interlude.saga;

import com.zaxxer.hikari.HikariDataSource;
import dev.interlude.support.TestDatabase;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A database of its own for each test class: recovery takes whatever is due, also what another test has left. */
final class SagaDatabase implements AutoCloseable {

    private static final AtomicInteger COUNT = new AtomicInteger();

    final String url;
    final JdbcClient jdbc;
    private final HikariDataSource pool;

    SagaDatabase() {
        var name = "saga_" + COUNT.incrementAndGet();
        url = TestDatabase.url(name);
        pool = pool(url, 20);
        jdbc = JdbcClient.create(pool);
        jdbc.sql("create table leg (saga uuid, name text, state text)").update();
    }

    static HikariDataSource pool(String url, int size) {
        var pool = new HikariDataSource();
        pool.setJdbcUrl(url);
        pool.setUsername("postgres");
        pool.setPassword("postgres");
        pool.setMaximumPoolSize(size);
        pool.setMinimumIdle(1);
        pool.setConnectionTimeout(5_000);
        return pool;
    }

    DataSource dataSource() {
        return pool;
    }

    void clear() {
        jdbc.sql("truncate saga, saga_step, leg").update();
    }

    /** As if all owners had been silent for longer than their leases. */
    void expireLeases() {
        jdbc.sql("update saga set lease_until = clock_timestamp() - interval '1 second' where ended_at is null")
                .update();
    }

    /** As if the back-off of all that rests had passed. */
    void endRests() {
        jdbc.sql("update saga_step set next_attempt_at = clock_timestamp() where next_attempt_at is not null")
                .update();
        jdbc.sql("update saga set next_attempt_at = clock_timestamp() where next_attempt_at is not null")
                .update();
    }

    @Override
    public void close() {
        pool.close();
    }
}
