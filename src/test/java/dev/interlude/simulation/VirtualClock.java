package dev.interlude.simulation;

import dev.interlude.sandbox.Sandbox;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The one time of the product, its database and Cal.com: it stands until it is moved, and whoever would sleep moves it. */
public final class VirtualClock extends Clock {

    private final Sandbox sandbox;
    private final JdbcClient jdbc;
    private volatile Instant now = Instant.parse("2031-03-03T08:00:00Z");

    /** @param jdbc a connection of its own, so that the time of a transaction under way moves, too */
    VirtualClock(Sandbox sandbox, JdbcClient jdbc) {
        this.sandbox = sandbox;
        this.jdbc = jdbc;
        jdbc.sql("create schema virtual").update();
        jdbc.sql("create unlogged table virtual.time (at timestamptz)").update();
        jdbc.sql("insert into virtual.time values (now())").update();
        // PL/pgSQL: an SQL function would be inlined into statements whose locks do not go with a subquery.
        for (var function : new String[] {"now", "clock_timestamp", "transaction_timestamp", "statement_timestamp"}) {
            jdbc.sql("create function virtual." + function + "() returns timestamptz stable language plpgsql as "
                            + "'begin return (select at from virtual.time); end'")
                    .update();
        }
        to(now);
    }

    void to(Instant instant) {
        now = instant;
        sandbox.clock().stopAt(instant);
        jdbc.sql("update virtual.time set at = :at")
                .param("at", instant.atOffset(ZoneOffset.UTC))
                .update();
    }

    void forward(Duration by) {
        to(now.plus(by));
    }

    /** What flows call instead of waiting. */
    public void sleep(long millis) {
        if (millis > 0) {
            forward(Duration.ofMillis(millis));
        }
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.fixed(now, zone);
    }
}
