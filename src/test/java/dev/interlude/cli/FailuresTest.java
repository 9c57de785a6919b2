package dev.interlude.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A command that cannot do its work says why in one sentence, and what to do:")
class FailuresTest {

    private HttpServer server;

    @AfterEach
    void stop() {
        if (server != null) {
            server.stop(0);
        }
    }

    @Test
    @DisplayName("no server is running")
    void notRunning() throws IOException {
        int closed;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }

        fails(
                new Shell().with("INTERLUDE_PORT", closed),
                "NOT_RUNNING",
                "No server is running at http://127.0.0.1:" + closed + ".",
                "./interlude start");
    }

    @Test
    @DisplayName("what answers is a web page")
    void webPage() throws IOException {
        fails(answering(200, "<html>It works!</html>"), "NOT_INTERLUDE", "is not an Interlude.", "INTERLUDE_PORT");
    }

    @Test
    @DisplayName("what answers is another server's JSON, good or bad")
    void otherJson() throws IOException {
        fails(answering(200, "{\"hello\":1}"), "NOT_INTERLUDE", "is not an Interlude.", "--url");
        stop();
        fails(answering(404, "{\"error\":\"not found\"}"), "NOT_INTERLUDE", "is not an Interlude.", "8080");
    }

    @Test
    @DisplayName("what answers does not speak HTTP")
    void noHttp() throws IOException {
        fails(
                new Shell().with("INTERLUDE_PORT", saying("SSH-2.0-OpenSSH_9.2\r\n\r\n")),
                "NOT_INTERLUDE",
                "is not an Interlude.",
                "8080");
    }

    @Test
    @DisplayName("the connection breaks off; a change can then be sent again under its key")
    void brokenOff() throws IOException {
        var shell = new Shell().with("INTERLUDE_PORT", saying("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"in"));

        fails(shell, "NO_ANSWER", "broke off", "log");
        fails(new Shell().with("INTERLUDE_PORT", saying("")), "NO_ANSWER", "broke off", "log");
        assertThat(new Shell()
                        .with("INTERLUDE_PORT", saying("HTTP/1.1 201 Created\r\nContent-Length: 100\r\n\r\n{\"id"))
                        .type("cancel", "01a219fb-01b4-7db8-8835-92756408b824", "--idempotency-key", "mine")
                        .err())
                .contains(
                        "It may have been done all the same.",
                        "Next: Run the command again with --idempotency-key mine");
    }

    @Test
    @DisplayName("the key is wrong")
    void wrongKey() throws IOException {
        fails(
                answering(401, problem("UNAUTHENTICATED", "Send a key", 0)),
                "UNAUTHENTICATED",
                "does not accept this API key: it is wrong, or was revoked.",
                "INTERLUDE_ADMIN_KEY");
    }

    @Test
    @DisplayName("the key may not do that")
    void forbidden() throws IOException {
        fails(
                answering(403, problem("FORBIDDEN", "This needs the role admin", 0)),
                "FORBIDDEN",
                "may not do that: This needs the role admin.",
                "keys list");
    }

    @Test
    @DisplayName("the key's rate limit blocks")
    void rateLimit() throws IOException {
        fails(
                answering(429, problem("RATE_LIMITED", "This key may ask 600 times a minute", 17)),
                "RATE_LIMITED",
                "This key may ask 600 times a minute.",
                "in 17 s");
    }

    @Test
    @DisplayName("the database is down")
    void database() throws IOException {
        fails(
                answering(503, problem("UNAVAILABLE", "The database is not available just now.", 5)),
                "DATABASE_DOWN",
                "The server cannot reach its database.",
                "INTERLUDE_DATABASE_URL");
    }

    @Test
    @DisplayName("Cal.com refuses the account's key, as it has expired")
    void expired() throws IOException {
        fails(
                answering(
                        502,
                        problem(
                                "CALCOM_REJECTED",
                                "The account's API key has expired at Cal.com; make a new one there.",
                                0)),
                "CALCOM_REJECTED",
                "has expired at Cal.com",
                "CALCOM_API_KEY");
    }

    @Test
    @DisplayName("Cal.com is away")
    void calcomAway() throws IOException {
        fails(
                answering(503, problem("CALCOM_UNAVAILABLE", "Cal.com cannot be reached.", 5)),
                "CALCOM_UNAVAILABLE",
                "Cal.com cannot be reached.",
                "health-check");
    }

    @Test
    @DisplayName("the base URL is wrong")
    void wrongUrl() {
        fails(
                new Shell(),
                "WRONG_URL",
                "has something behind host and port",
                "--url",
                "--url",
                "http://127.0.0.1:8080/api/v1");
        fails(new Shell(), "WRONG_URL", "is no address of a server", "--url", "--url", "localhost:8080");
        fails(new Shell(), "WRONG_URL", "is no address of a server", "--url", "--url", "not a url");
    }

    @Test
    @DisplayName("the file with the key cannot be read; one that can is used")
    void keyFile(@TempDir Path folder) throws IOException {
        fails(
                new Shell(),
                "NO_KEY",
                "cannot be read",
                "--key-file",
                "--key-file",
                folder.resolve("none").toString());

        var file = Files.writeString(folder.resolve("key"), "the-key\n");
        var sent = new CompletableFuture<String>();
        var shell = answering(200, "{\"inSync\":true,\"counts\":{}}", sent);
        assertThat(shell.with("INTERLUDE_ADMIN_KEY", "another")
                        .type("sync-status", "--key-file", file.toString())
                        .code())
                .isZero();
        assertThat(sent.join()).isEqualTo("Bearer the-key");
    }

    @Test
    @DisplayName("there is no network, no such host, no answer in time")
    void network() {
        var failures = new ServerFailures("http://salon.example:8080", "INTERLUDE_PORT", "--url");
        var unknown = new ConnectException();
        unknown.initCause(new UnresolvedAddressException());

        assertThat(failures.of(unknown))
                .hasMessage("The host of http://salon.example:8080 is not known, or there is no network.");
        assertThat(failures.of(new NoRouteToHostException())).hasMessageContaining("no way through the network");
        assertThat(failures.of(new HttpTimeoutException("x"))).hasMessageContaining("did not answer in time");
        assertThat(failures.of(new ConnectException()).next()).contains("Start it there");
    }

    @Test
    @DisplayName("an error of our own shows no stack trace either, and says how to get it")
    void unexpected() {
        var shell = new Shell().with("INTERLUDE_CATALOG", "\0");

        var said = shell.type("catalog", "check");
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err()).contains("failed unexpectedly", "--verbose").doesNotContain("\tat ");
        assertThat(shell.type("catalog", "check", "--verbose").err()).contains("\tat dev.interlude.cli");
    }

    @Test
    @DisplayName("the port of the simulated Cal.com is in use, its catalog wrong, a setting no number")
    void sandbox() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var said = new Shell().with("SANDBOX_PORT", taken.getLocalPort()).type("sandbox", "--json");
            assertThat(said.code()).isEqualTo(1);
            assertThat(said.err()).contains("another program does", "SANDBOX_PORT");
            assertThat(said.json().at("/error/code").asText()).isEqualTo("PORT_IN_USE");
        }
        assertThat(new Shell()
                        .with("SANDBOX_CATALOG", "none.yaml")
                        .type("sandbox")
                        .err())
                .contains("none.yaml:1: the file does not exist", "SANDBOX_CATALOG");
        assertThat(new Shell().with("SANDBOX_PORT", "many").type("sandbox").err())
                .contains("SANDBOX_PORT is 'many', which is no number.");
    }

    /** Once for people, once as JSON, once with the stack trace. */
    private static void fails(Shell shell, String code, String sentence, String next, String... words) {
        var line = new String[words.length + 1];
        line[0] = "sync-status";
        System.arraycopy(words, 0, line, 1, words.length);

        var said = shell.type(line);
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.out()).isEmpty();
        assertThat(said.err().lines()).hasSize(2);
        assertThat(said.err().lines().toList().get(0)).startsWith("interlude: ").contains(sentence);
        assertThat(said.err().lines().toList().get(1)).startsWith("Next: ").contains(next);

        var error = shell.type(with(line, "--json")).json().path("error");
        assertThat(error.path("code").asText()).isEqualTo(code);
        assertThat(error.path("detail").asText()).contains(sentence);
        assertThat(error.path("next").asText()).contains(next);

        assertThat(shell.type(with(line, "--verbose")).err()).contains("\tat dev.interlude.cli");
    }

    private static String[] with(String[] words, String more) {
        var all = java.util.Arrays.copyOf(words, words.length + 1);
        all[words.length] = more;
        return all;
    }

    private Shell answering(int status, String body) throws IOException {
        return answering(status, body, new CompletableFuture<>());
    }

    private Shell answering(int status, String body, CompletableFuture<String> key) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            key.complete(exchange.getRequestHeaders().getFirst("Authorization"));
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        return new Shell().with("INTERLUDE_PORT", server.getAddress().getPort());
    }

    /** A port that says the same to each connection, and hangs up. */
    private static int saying(String text) throws IOException {
        var socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        var speaker = new Thread(() -> {
            while (true) {
                try (var connection = socket.accept()) {
                    connection.getInputStream().read();
                    connection.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
                    // What is closed with input unread takes back what it said.
                    connection.shutdownOutput();
                    connection.setSoTimeout(300);
                    connection.getInputStream().readAllBytes();
                } catch (SocketTimeoutException e) {
                    // The other side has nothing to add; the next one may call.
                } catch (IOException e) {
                    return;
                }
            }
        });
        speaker.setDaemon(true);
        speaker.start();
        return socket.getLocalPort();
    }

    private static String problem(String code, String detail, int retryAfter) {
        return """
                {"type":"https://interlude.dev/problems/x","title":"x","status":0,"code":"%s","detail":"%s","errors":[],"traceId":"t","retryAfterSeconds":%d}"""
                .formatted(code, detail, retryAfter);
    }
}
