package dev.interlude.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A connection")
class SandboxConnectionTest {

    @Test
    @DisplayName("that is kept alive is closed once it has been idle for five seconds")
    void idle() throws IOException {
        try (var salon = new Salon();
                var socket = new Socket(
                        InetAddress.getLoopbackAddress(),
                        URI.create(salon.sandbox.baseUrl()).getPort())) {
            socket.setSoTimeout(10_000);
            var request = "GET /sandbox/health HTTP/1.1\r\nHost: localhost\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            var began = System.nanoTime();
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            var lasted = Duration.ofNanos(System.nanoTime() - began);

            assertThat(answer).startsWith("HTTP/1.1 200").contains("Keep-Alive: timeout=5");
            assertThat(lasted).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(8));
        }
    }
}
