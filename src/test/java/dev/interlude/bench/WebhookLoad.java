package dev.interlude.bench;

import static dev.interlude.bench.Load.AS_FAST_AS_THEY_CAN;

import com.zaxxer.hikari.HikariDataSource;
import dev.interlude.platform.ConsoleLog;
import dev.interlude.sandbox.SandboxSettings;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/**
 * {@code ./interlude webhook-load [seconds]}: signed deliveries over 32 connections, each of another booking; first at a steady
 * pace, to see how long their effect takes, then as fast as they are answered, while effects are worked on. Before it, in
 * the same run and on the same PostgreSQL, 32 connections insert such rows directly, with the same statement, one commit each.
 */
public final class WebhookLoad {

    private static final int CONNECTIONS = 32;
    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final double STEADY_PER_SECOND = 50;

    private final DeliveryBodies bodies = new DeliveryBodies();
    private final HikariDataSource pool;
    private final int port;

    private WebhookLoad(MeasuredServer server) {
        this.pool = server.pool();
        this.port = server.port();
    }

    public static void main(String[] args) throws Exception {
        var length = Duration.ofSeconds(args.length > 0 ? Integer.parseInt(args[0]) : 30);
        ConsoleLog.warningsOnly();
        try (var server =
                MeasuredServer.start(SandboxSettings::of, "interlude.api.webhook-requests-per-minute=100000000")) {
            new WebhookLoad(server).measure(length);
        }
        System.exit(0);
    }

    private void measure(Duration length) throws Exception {
        insert("warming up: direct inserts", WARM_UP);
        var direct = insert("direct inserts", length);
        send("warming up: deliveries", WARM_UP, STEADY_PER_SECOND);
        var begin = Instant.now();
        var steady = send("deliveries at a steady pace", length, STEADY_PER_SECOND);
        try (var inbox = connect()) {
            while (inbox.open() > 0) {
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            }
            var effects = Timings.of(inbox.microsToEffect(begin));
            send("warming up: deliveries, fast", WARM_UP, AS_FAST_AS_THEY_CAN);
            var fast = send("deliveries, as fast as answered", length, AS_FAST_AS_THEY_CAN);
            System.out.println();
            line("steady: answer p50 / p99 ms", two(steady.timings()));
            line("steady: receipt to effect p50 / p99 ms", two(effects));
            line("fast: deliveries accepted per second", "%.0f".formatted(fast.perSecond()));
            line("fast: answer p50 / p99 ms", two(fast.timings()));
            line("answers other than 200", steady.failed() + fast.failed());
            line("waiting for their effect at the end", inbox.open());
            line("same insert directly per second", "%.0f".formatted(direct.perSecond()));
            line("ratio (at least 0.3)", "%.2f".formatted(fast.perSecond() / direct.perSecond()));
        }
    }

    private static String two(Timings timings) {
        return "%.1f / %.1f".formatted(timings.at(50), timings.at(99));
    }

    private static void line(String what, Object figure) {
        System.out.printf("%-46s %s%n", what, figure);
    }

    private Load.Result send(String what, Duration length, double perSecond) throws InterruptedException {
        return Load.run(what, CONNECTIONS, length, perSecond, () -> new DeliverySender(port, bodies::next));
    }

    private Load.Result insert(String what, Duration length) throws InterruptedException {
        return Load.run(what, CONNECTIONS, length, AS_FAST_AS_THEY_CAN, () -> new DeliveryInserter(connect(), bodies));
    }

    private DirectInserts connect() throws SQLException {
        return new DirectInserts(pool.getJdbcUrl(), pool.getUsername(), pool.getPassword());
    }
}
