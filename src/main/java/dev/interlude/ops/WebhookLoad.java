package dev.interlude.ops;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.zaxxer.hikari.HikariDataSource;
import dev.interlude.Interlude;
import dev.interlude.catalog.CatalogFile;
import dev.interlude.ops.jdbc.DirectInserts;
import dev.interlude.platform.ConsoleLog;
import dev.interlude.platform.Ids;
import dev.interlude.sandbox.Sandbox;
import dev.interlude.sandbox.SandboxSettings;
import dev.interlude.sandbox.webhook.Signature;
import dev.interlude.webhook.Deliveries;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * {@code ./interlude webhook-load [seconds]}: 32 connections send signed deliveries, each of another booking, as fast as they
 * are answered, while their effects are worked on. Before it, in the same run and on the same PostgreSQL, 32 connections insert
 * such rows directly, with the same statement, one commit each; nobody works on those.
 */
public final class WebhookLoad {

    private static final int CONNECTIONS = 32;
    private static final int WARM_UP_SECONDS = 15;
    private static final String SECRET = "sandbox-webhook-secret";

    private static final Instant FIRST = Instant.parse("2035-01-01T08:00:00Z");
    private static final Duration LENGTH = Duration.ofMinutes(30);

    private final AtomicLong count = new AtomicLong();
    private final ObjectMapper json = new ObjectMapper();
    private final String template;

    private WebhookLoad(String template) {
        this.template = template;
    }

    public static void main(String[] args) throws Exception {
        var seconds = args.length > 0 ? Integer.parseInt(args[0]) : 30;
        ConsoleLog.warningsOnly();
        var catalog = CatalogFile.read(Path.of("config/catalog.yaml"));
        try (var sandbox = Sandbox.start(SandboxSettings.of(catalog));
                var server = start(sandbox)) {
            new WebhookLoad(template()).measure(server, seconds);
        }
        System.exit(0);
    }

    private static ConfigurableApplicationContext start(Sandbox sandbox) throws IOException {
        return new SpringApplicationBuilder(Interlude.class)
                .profiles("sandbox")
                .run(
                        "--server.port=0",
                        "--management.server.port=0",
                        "--spring.datasource.url=",
                        "--interlude.data-dir=" + Files.createTempDirectory("interlude-webhook-load"),
                        "--interlude.calcom.accounts.salon.base-url=" + sandbox.baseUrl(),
                        "--interlude.api.webhook-requests-per-minute=100000000",
                        "--logging.threshold.console=OFF");
    }

    private void measure(ConfigurableApplicationContext server, int seconds) throws Exception {
        var port = server.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        var url = server.getBean(HikariDataSource.class);
        run("warming up: inserts", WARM_UP_SECONDS, () -> new Inserter(url));
        var direct = run("direct inserts", seconds, () -> new Inserter(url));
        run("warming up: deliveries", 3 * WARM_UP_SECONDS, () -> new Sender(port));
        var accepted = run("deliveries", seconds, () -> new Sender(port));
        long backlog;
        try (var inbox = connect(url)) {
            backlog = inbox.open();
        }
        var inserted = direct.perSecond();
        System.out.println();
        line("deliveries accepted per second", "%.0f".formatted(accepted.perSecond()));
        line("answer p50 / p99 ms", "%.1f / %.1f".formatted(accepted.at(50), accepted.at(99)));
        line("answers other than 200", accepted.failed());
        line("waiting for their effect at the end", backlog);
        line("same insert directly per second", "%.0f".formatted(inserted));
        line("ratio (at least 0.3)", "%.2f".formatted(accepted.perSecond() / inserted));
    }

    private static void line(String what, Object figure) {
        System.out.printf("%-46s %s%n", what, figure);
    }

    private interface Worker extends AutoCloseable {

        boolean work() throws Exception;

        @Override
        void close() throws IOException;
    }

    private record Run(long seconds, long failed, long[] micros) {

        double perSecond() {
            return (double) (micros.length - failed) / seconds;
        }

        double at(int percentile) {
            return micros.length == 0 ? 0 : micros[(int) ((long) (micros.length - 1) * percentile / 100)] / 1000.0;
        }
    }

    private static Run run(String what, int seconds, Callable<Worker> workers) throws Exception {
        var threads = Executors.newFixedThreadPool(CONNECTIONS);
        var times = new ConcurrentLinkedQueue<Long>();
        var failed = new AtomicLong();
        var end = Instant.now().plusSeconds(seconds);
        for (int i = 0; i < CONNECTIONS; i++) {
            threads.submit(() -> {
                try (var worker = workers.call()) {
                    while (Instant.now().isBefore(end)) {
                        var began = System.nanoTime();
                        if (!worker.work()) {
                            failed.incrementAndGet();
                        }
                        times.add((System.nanoTime() - began) / 1_000);
                    }
                } catch (Exception e) {
                    System.out.println(what + ": " + e);
                }
                return null;
            });
        }
        threads.shutdown();
        threads.awaitTermination(seconds + 60L, TimeUnit.SECONDS);
        var run = new Run(
                seconds,
                failed.get(),
                times.stream().mapToLong(Long::longValue).sorted().toArray());
        System.out.printf("%-30s %,8.0f/s%n", what, run.perSecond());
        return run;
    }

    /** Each at another time: nobody is booked twice. */
    private byte[] body(String trigger) {
        var n = count.incrementAndGet();
        var start = FIRST.plus(LENGTH.multipliedBy(n));
        return template.replace("{n}", Long.toString(n))
                .replace("{start}", start.toString())
                .replace("{end}", start.plus(LENGTH).toString())
                .replace("{trigger}", trigger)
                .getBytes(StandardCharsets.UTF_8);
    }

    /** As long as Cal.com's own, about 2 kB. */
    private static String template() {
        return """
                {"triggerEvent":"{trigger}","createdAt":"2026-11-22T08:02:59.726Z","payload":{"type":"cut",\
                "title":"Cut between Anna and Load","startTime":"{start}","endTime":"{end}","eventTypeId":101,"uid":"load{n}",\
                "organizer":{"username":"anna","timeZone":"Europe/Berlin"},"attendees":[{"email":"load@example.com",\
                "name":"Load","timeZone":"Europe/Berlin","language":{"locale":"en"}}],"iCalSequence":0,"length":30,\
                "responses":{"notes":{"label":"notes","value":"%s"}},"metadata":{},"status":"ACCEPTED"}}"""
                .formatted("x".repeat(1_500));
    }

    /** A connection to Interlude. Plain, so that the machine's time goes to the server and not to the client. */
    private final class Sender implements Worker {

        private final int port;
        private Socket socket;
        private InputStream answers;

        Sender(int port) throws IOException {
            this.port = port;
            connect();
        }

        private void connect() throws IOException {
            socket = new Socket("127.0.0.1", port);
            socket.setTcpNoDelay(true);
            answers = new BufferedInputStream(socket.getInputStream());
        }

        @Override
        public boolean work() throws IOException {
            var body = body("BOOKING_CREATED");
            var head = "POST /webhooks/calcom HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "X-Cal-Signature-256: " + Signature.of(body, SECRET) + "\r\nContent-Length: " + body.length
                    + "\r\n\r\n";
            var request = Arrays.copyOf(head.getBytes(StandardCharsets.US_ASCII), head.length() + body.length);
            System.arraycopy(body, 0, request, head.length(), body.length);
            socket.getOutputStream().write(request);
            return answer();
        }

        private boolean answer() throws IOException {
            var status = line();
            var length = 0;
            var chunked = false;
            var last = false;
            for (var header = line(); !header.isEmpty(); header = line()) {
                var lower = header.toLowerCase(java.util.Locale.ROOT);
                if (lower.startsWith("content-length:")) {
                    length = Integer.parseInt(
                            header.substring("content-length:".length()).strip());
                }
                last |= lower.equals("connection: close");
                chunked |= lower.startsWith("transfer-encoding:");
            }
            if (chunked) {
                for (var size = chunk(); size > 0; size = chunk()) {
                    answers.readNBytes(size);
                    line();
                }
                line();
            } else {
                answers.readNBytes(length);
            }
            if (last) {
                socket.close();
                connect();
            }
            return status.startsWith("HTTP/1.1 200");
        }

        private int chunk() throws IOException {
            return Integer.parseInt(line().strip(), 16);
        }

        private String line() throws IOException {
            var line = new StringBuilder();
            for (int read = answers.read(); read != '\n'; read = answers.read()) {
                if (read < 0) {
                    throw new IOException("the connection was closed");
                }
                if (read != '\r') {
                    line.append((char) read);
                }
            }
            return line.toString();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    /** A connection to PostgreSQL: the same row, the same statement. */
    private final class Inserter implements Worker {

        private final DirectInserts connection;
        private final Deliveries deliveries = new Deliveries(json, new Ids(Clock.systemUTC()), Clock.systemUTC());

        Inserter(HikariDataSource pool) throws SQLException {
            connection = connect(pool);
        }

        @Override
        public boolean work() {
            connection.insert(deliveries.of("salon", body("BOOKING_MEASURED")));
            return true;
        }

        @Override
        public void close() {
            connection.close();
        }
    }

    private static DirectInserts connect(HikariDataSource pool) throws SQLException {
        return new DirectInserts(pool.getJdbcUrl(), pool.getUsername(), pool.getPassword());
    }
}
