package dev.interlude.bench;

import static dev.interlude.bench.Load.AS_FAST_AS_THEY_CAN;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.zaxxer.hikari.HikariDataSource;
import dev.interlude.calcom.webhooks.IncomingDeliveries;
import dev.interlude.platform.ConsoleLog;
import dev.interlude.platform.Ids;
import dev.interlude.sandbox.SandboxSettings;
import dev.interlude.webhook.Delivery;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
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

    private static final Instant FIRST = Instant.parse("2035-01-01T08:00:00Z");
    private static final Duration LENGTH = Duration.ofMinutes(30);

    private final AtomicLong count = new AtomicLong();
    private final String template = template();
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
        return Load.run(what, CONNECTIONS, length, perSecond, () -> new DeliverySender(port, this::body));
    }

    private Load.Result insert(String what, Duration length) throws InterruptedException {
        return Load.run(what, CONNECTIONS, length, AS_FAST_AS_THEY_CAN, () -> new Inserter(connect()));
    }

    private DirectInserts connect() throws SQLException {
        return new DirectInserts(pool.getJdbcUrl(), pool.getUsername(), pool.getPassword());
    }

    /** Each at another time: nobody is booked twice. */
    private byte[] body() {
        var n = count.incrementAndGet();
        var start = FIRST.plus(LENGTH.multipliedBy(n));
        return template.replace("{n}", Long.toString(n))
                .replace("{start}", start.toString())
                .replace("{end}", start.plus(LENGTH).toString())
                .getBytes(StandardCharsets.UTF_8);
    }

    /** As long as Cal.com's own, about 2 kB. */
    private static String template() {
        return """
                {"triggerEvent":"BOOKING_CREATED","createdAt":"2026-11-22T08:02:59.726Z","payload":{"type":"cut",\
                "title":"Cut between Anna and Load","startTime":"{start}","endTime":"{end}","eventTypeId":101,"uid":"load{n}",\
                "organizer":{"username":"anna","timeZone":"Europe/Berlin"},"attendees":[{"email":"load@example.com",\
                "name":"Load","timeZone":"Europe/Berlin","language":{"locale":"en"}}],"iCalSequence":0,"length":30,\
                "responses":{"notes":{"label":"notes","value":"%s"}},"metadata":{},"status":"ACCEPTED"}}"""
                .formatted("because I am worth it ".repeat(70));
    }

    /** Rows as deliveries are stored, but nobody works on them; all is made ready before, so that only the insert is measured. */
    private final class Inserter implements Load.Worker {

        private final DirectInserts connection;
        private final Ids ids = new Ids(Clock.systemUTC());
        private final Delivery like = new IncomingDeliveries(new ObjectMapper(), ids, Clock.systemUTC())
                .of(
                        "salon",
                        new String(body(), StandardCharsets.UTF_8)
                                .replace("_CREATED", "_MEASURED")
                                .getBytes());

        Inserter(DirectInserts connection) {
            this.connection = connection;
        }

        @Override
        public boolean work() {
            connection.insertAnother(like, ids.next());
            return true;
        }

        @Override
        public void close() {
            connection.close();
        }
    }
}
