package dev.interlude.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.interlude.catalog.CatalogFile;
import dev.interlude.sandbox.Sandbox;
import dev.interlude.sandbox.SandboxSettings;
import dev.interlude.support.Pacing;
import dev.interlude.support.ServerProcess;
import dev.interlude.support.TestDatabase;
import dev.interlude.support.Upstream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("error-handling")
@DisplayName("Senders that are slow or silent")
@Timeout(180)
class SlowSendersTest {

    private static final int THREADS = 30;
    private static final int CONNECTIONS = 150;
    private static final String FORGED = "X-Cal-Signature-256: " + "ab".repeat(32) + "\r\n";
    private static final Duration AT_ONCE = Duration.ofSeconds(2);

    private static Sandbox sandbox;
    private static ServerProcess server;
    private static Upstream caller;

    private final List<Socket> open = new ArrayList<>();

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(SandboxSettings.of(CatalogFile.read(Path.of("config/catalog.yaml"))));
        server = ServerProcess.start(
                        "slow-senders",
                        TestDatabase.url("slow_senders"),
                        sandbox.baseUrl(),
                        Map.of(
                                "INTERLUDE_THREADS",
                                Integer.toString(THREADS),
                                "SERVER_TOMCAT_MAXCONNECTIONS",
                                Integer.toString(CONNECTIONS),
                                "INTERLUDE_API_REQUESTS_AT_ONCE",
                                "20",
                                "INTERLUDE_API_WEBHOOK_REQUESTS_AT_ONCE",
                                "8",
                                "INTERLUDE_API_SLOW_BODIES_OF_ONE_SENDER",
                                "4"))
                .awaitReady();
        caller = new Upstream(port());
        assertThat(caller.get("/api/v1/bookings").status()).isEqualTo(200);
    }

    @AfterAll
    static void stop() {
        server.close();
        sandbox.close();
    }

    @AfterEach
    void hangUp() throws IOException {
        for (var socket : open) {
            socket.close();
        }
    }

    @Test
    @DisplayName("of unsigned deliveries are refused before their body, and keep no thread")
    void unsigned() {
        var senders = trickling(2 * THREADS, "/webhooks/calcom", "");

        requireServed();
        senders.forEach(sender -> assertThat(answer(sender))
                .as("unsigned, or one too many at the same instant")
                .containsAnyOf("HTTP/1.1 401", "HTTP/1.1 503"));
    }

    @Test
    @DisplayName("of deliveries with a forged signature keep a bounded number of threads, and not for long")
    void forged() throws IOException {
        var senders = trickling(2 * THREADS, "/webhooks/calcom", FORGED);

        requireServed();
        var refused = senders.stream()
                .filter(sender -> answered(sender))
                .filter(sender -> answer(sender).startsWith("HTTP/1.1 503"))
                .count();
        assertThat(refused).isGreaterThanOrEqualTo(THREADS);
        assertThat(answer(delivered("127.0.0.2")))
                .as("others are heard meanwhile, also when their body comes a moment after the headers")
                .startsWith("HTTP/1.1 401");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(answer(delivered("127.0.0.1"))).startsWith("HTTP/1.1 401"));
    }

    /** A short delivery with a forged signature, whose body comes a moment after its headers. */
    private Socket delivered(String from) throws IOException {
        var socket = new Socket();
        open.add(socket);
        socket.bind(new InetSocketAddress(from, 0));
        socket.connect(new InetSocketAddress("127.0.0.1", port()), 5000);
        socket.setSoTimeout(5000);
        send(socket, head("/webhooks/calcom", FORGED).replace("5000", "2"));
        Pacing.rest(Duration.ofMillis(50));
        send(socket, "{}");
        return socket;
    }

    @Test
    @DisplayName("without a key are refused before their body, and keep no thread")
    void withoutKey() {
        var senders = trickling(2 * THREADS, "/api/v1/bookings", "");

        requireServed();
        senders.forEach(sender -> assertThat(answer(sender))
                .as("and told that the connection ends; 503 is for one too many at the same instant")
                .containsPattern("^HTTP/1.1 (401|503)")
                .containsIgnoringCase("\r\nConnection: close\r\n"));
    }

    @Test
    @DisplayName("with a key are refused with 408 when the body comes too slowly")
    void withKey() {
        // Requests of the tests before may still take all the room there is.
        await().atMost(Duration.ofSeconds(30)).until(this::tooSlow, answer -> !answer.startsWith("HTTP/1.1 503"));
        var began = Instant.now();

        assertThat(tooSlow()).startsWith("HTTP/1.1 408").contains("BODY_TOO_SLOW");
        assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(6));
    }

    private String tooSlow() {
        var sender = connected(port());
        send(sender, head("/api/v1/bookings", "Authorization: Bearer " + ServerProcess.KEY + "\r\n"));
        var began = Instant.now();
        while (!answered(sender) && Duration.between(began, Instant.now()).toSeconds() < 20) {
            send(sender, " ");
            Pacing.rest(Duration.ofMillis(400));
        }
        return answer(sender);
    }

    @Test
    @DisplayName("at the management port keep no thread of the health checks")
    void management() {
        for (var i = 0; i < 2 * THREADS; i++) {
            var sender = connected(server.managementPort());
            send(sender, head("/actuator/jolokia", ""));
        }

        var began = Instant.now();
        assertThat(new Upstream(server.managementPort())
                        .with(null)
                        .get("/actuator/health/liveness")
                        .status())
                .isEqualTo(200);
        assertThat(Duration.between(began, Instant.now())).isLessThan(AT_ONCE);
    }

    @Test
    @DisplayName("that only keep connections open give way to the next caller")
    void idle() {
        for (var i = 0; i < CONNECTIONS + 20; i++) {
            var socket = connected(port());
            if (i % 2 == 0) {
                send(socket, "GET /openapi.yaml HTTP/1.1\r\nHost: localhost\r\n\r\n");
            }
        }
        var began = Instant.now();
        try (var next = new Socket()) {
            next.connect(new InetSocketAddress("127.0.0.1", port()), 5000);
            next.setSoTimeout(10_000);
            send(next, "GET /webhooks/calcom HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            assertThat(answer(next)).startsWith("HTTP/1.1 200");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(6));
    }

    private void requireServed() {
        var began = Instant.now();
        assertThat(caller.get("/api/v1/bookings").status()).isEqualTo(200);
        assertThat(caller.with(null).get("/health/calcom").status()).isEqualTo(200);
        assertThat(caller.ask("POST", "/api/v1/availability/bulk", BodyPublishers.ofString("{}"))
                        .status())
                .isLessThan(500);
        assertThat(Duration.between(began, Instant.now())).isLessThan(AT_ONCE.multipliedBy(2));
    }

    private List<Socket> trickling(int count, String path, String header) {
        for (var i = 0; i < count; i++) {
            send(connected(port()), head(path, header) + "{");
        }
        return open;
    }

    private static String head(String path, String header) {
        return "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n%s\r\n"
                .formatted(path, header);
    }

    private static int port() {
        return URI.create(server.url()).getPort();
    }

    private Socket connected(int port) {
        try {
            var socket = new Socket();
            socket.connect(new InetSocketAddress("127.0.0.1", port), 5000);
            socket.setSoTimeout(5000);
            open.add(socket);
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void send(Socket socket, String text) {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean answered(Socket socket) {
        try {
            return socket.getInputStream().available() > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What has come until the server hangs up or says no more. */
    private static String answer(Socket socket) {
        var text = new StringBuilder();
        var chunk = new byte[4096];
        try {
            for (int read = socket.getInputStream().read(chunk); read > 0; ) {
                text.append(new String(chunk, 0, read, StandardCharsets.UTF_8));
                if (text.indexOf("\"traceId\"") > 0
                        || text.indexOf("\r\n\r\n") > 0 && text.indexOf("problem+json") < 0) {
                    break;
                }
                read = socket.getInputStream().read(chunk);
            }
        } catch (SocketTimeoutException e) {
            return text + " (timed out)";
        } catch (IOException e) {
            return text + " (" + e.getMessage() + ")";
        }
        return text.toString();
    }
}
