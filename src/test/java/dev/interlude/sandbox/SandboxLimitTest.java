package dev.interlude.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlude.sandbox.fault.Latency;
import dev.interlude.sandbox.model.RateLimit;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The rate limit")
class SandboxLimitTest {

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue("X-RateLimit-" + name + "-Default").orElse(null);
    }

    @Test
    @DisplayName("of a key is 120 a minute, then a block of a minute, in which hits count on")
    void perKey() throws Exception {
        var settings = SandboxSettings.realistic(Salon.catalog(), 120).latency(Latency.NONE);
        try (var salon = new Salon(settings)) {
            var first = salon.get("/v2/me");
            assertThat(header(first, "Limit")).isEqualTo("120");
            assertThat(header(first, "Remaining")).isEqualTo("119");
            assertThat(header(first, "Reset")).isEqualTo("60");
            for (int i = 2; i <= 120; i++) {
                assertThat(salon.get("/v2/me").statusCode()).isEqualTo(200);
            }
            for (int i = 0; i < 125; i++) {
                assertThat(salon.get("/v2/me").statusCode()).isEqualTo(429);
            }
            salon.sandbox.clock().shift(Duration.ofSeconds(61));
            var after = salon.get("/v2/me");
            assertThat(after.statusCode()).isEqualTo(200);
            assertThat(header(after, "Remaining")).isEqualTo("119");
        }
    }

    @Test
    @DisplayName("of a key can be set while running, and leaves the admin endpoints alone")
    void set() throws Exception {
        try (var salon = new Salon()) {
            salon.sandbox.rateLimit(
                    Sandbox.KEY, new RateLimit("default", 2, Duration.ofSeconds(10), Duration.ofSeconds(10)));
            salon.get("/v2/me");
            salon.get("/v2/me");
            var third = salon.get("/v2/me");
            assertThat(third.statusCode()).isEqualTo(429);
            assertThat(header(third, "Reset")).isEqualTo("10");
            assertThat(salon.get("/sandbox/health").statusCode()).isEqualTo(200);
        }
    }

    @Test
    @DisplayName("without a key goes by the caller's address")
    void anonymous() throws Exception {
        try (var salon = new Salon()) {
            var request = HttpRequest.newBuilder(URI.create(salon.sandbox.baseUrl() + "/v2/me"))
                    .build();
            var answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(header(answer, "Limit")).isEqualTo("120");
        }
    }
}
