package dev.interlude.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.sandbox.fault.Latency;
import dev.interlude.sandbox.model.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The admin endpoints")
class SandboxAdminTest {

    private static JsonNode json(String text) throws IOException {
        return Json.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    @DisplayName("order faults, show what was received and what is booked, and set all back")
    void round() throws Exception {
        try (var salon = new Salon()) {
            var fault =
                    json("{\"operation\":\"create\",\"kind\":\"refuse\",\"as\":\"slot-taken\",\"eventTypeId\":101}");
            assertThat(salon.send("POST", "/sandbox/faults", fault).body()).isEqualTo("{\"id\":1}");
            assertThat(salon.create(101, Salon.DAY + "T09:00:00Z").statusCode()).isEqualTo(400);
            assertThat(salon.create(101, Salon.DAY + "T09:00:00Z").statusCode()).isEqualTo(201);
            assertThat(json(salon.get("/sandbox/faults").body())
                            .at("/0/happened")
                            .asInt())
                    .isEqualTo(1);

            var requests =
                    json(salon.get("/sandbox/requests?operation=create&since=1").body());
            assertThat(requests).hasSize(1);
            assertThat(requests.at("/0/headers/cal-api-version").asText()).isEqualTo("2024-08-13");
            assertThat(requests.at("/0/status").asInt()).isEqualTo(201);
            assertThat(requests.at("/0/key").asText()).isEqualTo("cal_sandbox");
            assertThat(json(salon.get("/sandbox/bookings").body())
                            .at("/0/idempotencyKey")
                            .asText())
                    .isNotEmpty();

            salon.send("POST", "/sandbox/reset", null);
            assertThat(json(salon.get("/sandbox/bookings").body())).isEmpty();
            assertThat(salon.create(101, Salon.DAY + "T09:00:00Z").statusCode()).isEqualTo(201);
        }
    }

    @Test
    @DisplayName("stop the clock, which the rules about time then read")
    void clock() throws Exception {
        try (var salon = new Salon()) {
            salon.send("POST", "/sandbox/clock", json("{\"stopAt\":\"2030-01-07T10:00:00Z\"}"));
            var late = salon.create(101, "2030-01-07T09:00:00Z");
            assertThat(late.body()).contains("Attempting to book a meeting in the past.");
            assertThat(Salon.data(salon.create(101, "2030-01-07T11:00:00Z"))
                            .path("createdAt")
                            .asText())
                    .isEqualTo("2030-01-07T10:00:00.000Z");
        }
    }

    @Test
    @DisplayName("set a latency")
    void latency() throws Exception {
        try (var salon = new Salon()) {
            salon.send("POST", "/sandbox/latency", json("{\"fixed\":200,\"after\":true}"));
            var began = System.nanoTime();
            salon.get("/v2/me");
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(199));
        }
    }

    @Test
    @DisplayName("refuse what they do not understand")
    void nonsense() throws Exception {
        try (var salon = new Salon()) {
            assertThat(salon.send("POST", "/sandbox/faults", json("{\"kind\":\"weather\"}"))
                            .statusCode())
                    .isEqualTo(400);
            assertThat(salon.get("/sandbox/nope").statusCode()).isEqualTo(404);
        }
    }

    @Test
    @DisplayName("understand a profile of buckets, drawn alike for the same seed")
    void profile() {
        var profile = Latency.of("50% 50-100ms, 40% 100-300, 5% 300-500, 5% 500-1000", 3);
        var one = new Random(3).ints(5).boxed().toList();
        assertThat(profile.buckets()).hasSize(4).contains(new Latency.Bucket(5, 500, 1000));
        assertThat(new Random(profile.seed()).ints(5).boxed().toList()).isEqualTo(one);
    }
}
