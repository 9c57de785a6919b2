package dev.interlude.bench;

import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What has been spent until now.
 *
 * @param transactions that PostgreSQL has ended, a statement of its own being one
 * @param flushes of PostgreSQL's log to disk: what a commit costs that lasts
 * @param upstream calls to Cal.com
 */
record Counters(Duration cpu, long transactions, long flushes, long upstream) {

    /** PostgreSQL counts for all sessions alike, each some moments late: whoever reads waits until they have told. */
    static Counters read(MeasuredProcess server, JdbcClient database, StubCalcom calcom) {
        database.sql("select pg_stat_force_next_flush()").query((row, n) -> "").list();
        var transactions = database.sql("select xact_commit from pg_stat_database where datname = current_database()")
                .query(Long.class)
                .single();
        var flushes = database.sql("select wal_sync from pg_stat_wal")
                .query(Long.class)
                .single();
        return new Counters(server.cpu(), transactions, flushes, calcom.calls());
    }

    Counters minus(Counters before) {
        return new Counters(
                cpu.minus(before.cpu),
                transactions - before.transactions,
                flushes - before.flushes,
                upstream - before.upstream);
    }
}
