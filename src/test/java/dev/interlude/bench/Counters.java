package dev.interlude.bench;

import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What has been spent until now.
 *
 * @param cpu of the server
 * @param databaseCpu of all of PostgreSQL's processes that live
 * @param allocated bytes on the server's heap
 * @param transactions that PostgreSQL has ended, a statement of its own being one
 * @param flushes of PostgreSQL's log to disk: what a commit costs that lasts
 * @param upstream calls to Cal.com
 */
record Counters(Duration cpu, Duration databaseCpu, long allocated, long transactions, long flushes, long upstream) {

    /** PostgreSQL counts for all sessions alike, each some moments late: whoever reads waits until they have told. */
    static Counters read(MeasuredProcess server, JdbcClient database, StubCalcom calcom) {
        database.sql("select pg_stat_force_next_flush()").query((row, n) -> "").list();
        var transactions = database.sql("select xact_commit from pg_stat_database where datname = current_database()")
                .query(Long.class)
                .single();
        var flushes = database.sql("select wal_sync from pg_stat_wal")
                .query(Long.class)
                .single();
        return new Counters(server.cpu(), cpuOf(database), server.allocated(), transactions, flushes, calcom.calls());
    }

    private static Duration cpuOf(JdbcClient database) {
        var session = database.sql("select pg_backend_pid()").query(Long.class).single();
        return ProcessHandle.of(session).flatMap(ProcessHandle::parent).stream()
                .flatMap(ProcessHandle::children)
                .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }

    Counters minus(Counters before) {
        return new Counters(
                cpu.minus(before.cpu),
                databaseCpu.minus(before.databaseCpu),
                allocated - before.allocated,
                transactions - before.transactions,
                flushes - before.flushes,
                upstream - before.upstream);
    }
}
