package dev.interlude.calcom.jdbc;

import dev.interlude.calcom.budget.Allowance;
import dev.interlude.calcom.budget.SharedCalls;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import java.time.Duration;
import javax.sql.DataSource;

/** A bucket in PostgreSQL, or anywhere else where Bucket4j can keep one. */
public class StoredCalls implements SharedCalls {

    private final Bucket bucket;

    StoredCalls(Bucket bucket) {
        this.bucket = bucket;
    }

    /** Nodes configured with another allowance for the account use another bucket. */
    public static StoredCalls inDatabase(DataSource database, String account, Allowance allowance) {
        var proxies = Bucket4jPostgreSQL.selectForUpdateBasedBuilder(database)
                .primaryKeyMapper(PrimaryKeyMapper.STRING)
                .table("calcom_budget")
                .clientClock(TimeMeter.SYSTEM_MILLISECONDS)
                .requestTimeout(Duration.ofSeconds(5))
                .build();
        var id = "%s %d+%d/%s".formatted(account, allowance.capacity(), allowance.refill(), allowance.refillPeriod());
        return new StoredCalls(proxies.getProxy(id, () -> configuration(allowance)));
    }

    /** In memory, for one node alone. */
    public static StoredCalls inMemory(Allowance allowance, TimeMeter clock) {
        var builder = Bucket.builder().withCustomTimePrecision(clock);
        for (var limit : configuration(allowance).getBandwidths()) {
            builder.addLimit(limit);
        }
        return new StoredCalls(builder.build());
    }

    private static BucketConfiguration configuration(Allowance allowance) {
        return BucketConfiguration.builder()
                .addLimit(limit ->
                        limit.capacity(allowance.capacity()).refillGreedy(allowance.refill(), allowance.refillPeriod()))
                .build();
    }

    @Override
    public Taken take(int calls) {
        var probe = bucket.tryConsumeAndReturnRemaining(calls);
        return new Taken(probe.isConsumed() ? calls : 0, probe.getRemainingTokens());
    }

    @Override
    public void giveBack(int calls) {
        bucket.addTokens(calls);
    }

    @Override
    public long lower(long level) {
        var available = bucket.getAvailableTokens();
        var excess = available - level;
        if (excess <= 0) {
            return available;
        }
        var left = bucket.asVerbose()
                .consumeIgnoringRateLimits(excess)
                .getDiagnostics()
                .getAvailableTokens();
        // Another node lowered it at the same moment: once is enough.
        var overshot = Math.min(excess, level - left);
        if (overshot > 0) {
            bucket.addTokens(overshot);
            return left + overshot;
        }
        return left;
    }
}
