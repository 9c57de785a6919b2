package dev.interlude.booking.crash;

import static org.awaitility.Awaitility.await;

import dev.interlude.booking.crash.Customer.Answer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** A row that the test holds, so that a server comes to a stop exactly before it writes it. */
final class RowLock implements AutoCloseable {

    private final Connection holder;
    private final JdbcClient outside;
    private final int pid;

    /** @param where of the row, with the parameter {@code :id} */
    RowLock(DataSource database, String table, String where, Object id) {
        try {
            holder = database.getConnection();
            holder.setAutoCommit(false);
            var inside = JdbcClient.create(new SingleConnectionDataSource(holder, true));
            pid = inside.sql("select pg_backend_pid()").query(Integer.class).single();
            var rows = inside.sql("select 1 from " + table + " where " + where + " for no key update")
                    .param("id", id)
                    .query(Integer.class)
                    .list();
            if (rows.size() != 1) {
                throw new IllegalStateException(rows.size() + " rows of " + table + " to lock for " + id);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        outside = JdbcClient.create(database);
    }

    RowLock awaitWaiter() {
        return awaitWaiter(new CompletableFuture<>());
    }

    /** @param instead the answer of the request that is to wait; when it comes, nothing will */
    RowLock awaitWaiter(CompletableFuture<Answer> instead) {
        await("a server that waits for the row")
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(10))
                .failFast(() -> {
                    if (instead.isDone()) {
                        throw new IllegalStateException("nothing waits, but an answer: " + instead.join());
                    }
                })
                .until(() -> !waiters().isEmpty());
        return this;
    }

    /** What waits is never written: its connection is cut before the row is given back. */
    void drop() {
        await("the waiters' end")
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    waiters().forEach(waiter -> outside.sql("select pg_terminate_backend(?)")
                            .param(waiter)
                            .query(Boolean.class)
                            .single());
                    return waiters().isEmpty();
                });
        close();
    }

    /** Gives the row back: PostgreSQL finishes the statement that waits, also for a client that is dead. */
    @Override
    public void close() {
        try {
            holder.rollback();
            holder.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Integer> waiters() {
        return outside.sql("select pid from pg_stat_activity where ? = any (pg_blocking_pids(pid))")
                .param(pid)
                .query(Integer.class)
                .list();
    }
}
