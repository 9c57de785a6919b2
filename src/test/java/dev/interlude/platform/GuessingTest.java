package dev.interlude.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ServerTest
@ExtendWith(OutputCaptureExtension.class)
@DisplayName("Who guesses, or comes from a foreign page,")
class GuessingTest {

    private static final int ALLOWED = 30;
    private static final String KEYS = "/api/v1/keys";
    private static final String PROMETHEUS = "/actuator/prometheus";

    @Autowired
    Api api;

    @Autowired
    MeterRegistry meters;

    @Test
    @DisplayName("a key gets so many tries a minute from one address, and locks nobody out")
    void keys(CapturedOutput log) {
        requireSlowed("127.0.0.11", "127.0.0.12", api.uri(KEYS), "Bearer ", "key");

        assertThat(log).contains("30 different wrong keys or logins came from 127.0.0.11 within a minute");
    }

    @Test
    @DisplayName("the management login gets no more tries than that either")
    void login() {
        Function<String, String> basic = password ->
                Base64.getEncoder().encodeToString(("admin:" + password).getBytes(StandardCharsets.US_ASCII));

        requireSlowed("127.0.0.21", "127.0.0.22", api.management(PROMETHEUS), "Basic ", "login", basic);
    }

    @Test
    @DisplayName("with one wrong key again and again is told each time that it is wrong, and keeps others from nothing")
    void sameAgain() {
        for (var i = 0; i < 2 * ALLOWED; i++) {
            assertThat(status("127.0.0.31", api.uri(KEYS), "Authorization: Bearer not-the-key"))
                    .isEqualTo(401);
        }
        assertThat(status("127.0.0.31", api.uri(KEYS), "Authorization: Bearer " + Api.ADMIN_KEY))
                .isEqualTo(200);
    }

    @Test
    @DisplayName("gets no answer from the management port, and no leave to read one")
    void foreignOrigin() {
        var login = "Authorization: Basic "
                + Base64.getEncoder().encodeToString(("admin:" + Api.ADMIN_KEY).getBytes(StandardCharsets.US_ASCII));
        var jolokia = api.management("/actuator/jolokia/version");
        for (var origin :
                List.of("https://evil.example", "http://localhost:1", "null", "http://127.0.0.1.evil.example")) {
            for (var method : List.of("GET", "OPTIONS", "POST")) {
                var answer = ask("127.0.0.1", method, jolokia, login, "Origin: " + origin);
                assertThat(answer).as(origin).startsWith("HTTP/1.1 403");
                assertThat(answer.toLowerCase(java.util.Locale.ROOT)).doesNotContain("access-control-allow");
            }
        }
        assertThat(ask("127.0.0.1", "GET", jolokia, login, "Origin: http://127.0.0.1:" + jolokia.getPort()))
                .startsWith("HTTP/1.1 200");
        assertThat(ask("127.0.0.1", "GET", jolokia, login)).startsWith("HTTP/1.1 200");
    }

    @Test
    @DisplayName("learns nothing from the page for errors without a login")
    void errorPage() {
        assertThat(status("127.0.0.1", api.management("/error"), "Accept: application/json"))
                .isEqualTo(401);
        assertThat(status("127.0.0.1", api.uri("/error"), "Accept: application/json"))
                .isEqualTo(401);
    }

    @Test
    @DisplayName("with a method that an address does not know leaves no warning in the log")
    void wrongMethod(CapturedOutput log) {
        assertThat(ask("127.0.0.1", "PATCH", api.uri(KEYS), "Authorization: Bearer " + Api.ADMIN_KEY))
                .startsWith("HTTP/1.1 405");
        assertThat(ask("127.0.0.1", "DELETE", api.uri("/openapi.yaml"), "Authorization: Bearer " + Api.ADMIN_KEY))
                .startsWith("HTTP/1.1 405");
        var login = "Authorization: Basic "
                + Base64.getEncoder().encodeToString(("admin:" + Api.ADMIN_KEY).getBytes(StandardCharsets.US_ASCII));
        ask("127.0.0.1", "PUT", api.management("/actuator/health"), login);

        assertThat(log.getOut().lines().filter(line -> line.contains("not supported")))
                .isEmpty();
    }

    private void requireSlowed(String stranger, String guesser, URI where, String scheme, String what) {
        requireSlowed(stranger, guesser, where, scheme, what, key -> key);
    }

    private void requireSlowed(
            String stranger, String guesser, URI where, String scheme, String what, Function<String, String> written) {
        Function<String, String> header = key -> "Authorization: " + scheme + written.apply(key);
        var right = header.apply(Api.ADMIN_KEY);
        assertThat(status(stranger, where, right)).isEqualTo(200);
        var before = meters.counter("interlude.credentials.wrong", "what", what).count();

        var answers = IntStream.range(0, 2 * ALLOWED)
                .mapToObj(i -> status(stranger, where, header.apply("guess-" + UUID.randomUUID())))
                .toList();

        assertThat(answers.subList(0, ALLOWED)).containsOnly(401);
        assertThat(answers.subList(ALLOWED, 2 * ALLOWED)).containsOnly(429);
        assertThat(meters.counter("interlude.credentials.wrong", "what", what).count() - before)
                .isEqualTo(ALLOWED);
        assertThat(status(stranger, where, right))
                .as("the owner, from the same address")
                .isEqualTo(200);
        assertThat(status("127.0.0.1", where, right))
                .as("the owner, from another address")
                .isEqualTo(200);
        for (var i = 0; i < ALLOWED; i++) {
            status(guesser, where, header.apply("guess-" + UUID.randomUUID()));
        }
        assertThat(status(guesser, where, right))
                .as("the right one after too many guesses")
                .isEqualTo(429);
    }

    private static int status(String from, URI where, String header) {
        return Integer.parseInt(ask(from, "GET", where, header).substring(9, 12));
    }

    private static String ask(String from, String method, URI where, String... headers) {
        try (var socket =
                new Socket(InetAddress.getByName("127.0.0.1"), where.getPort(), InetAddress.getByName(from), 0)) {
            socket.setSoTimeout(10_000);
            var request = "%s %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nConnection: close\r\nContent-Length: 0\r\n%s\r\n\r\n"
                    .formatted(method, where.getRawPath(), where.getPort(), String.join("\r\n", headers));
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
