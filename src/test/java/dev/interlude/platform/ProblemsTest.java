package dev.interlude.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlude.platform.problems.Problem;
import dev.interlude.platform.problems.ProblemCode;
import dev.interlude.platform.problems.Refused;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ServerTest
@ExtendWith(OutputCaptureExtension.class)
@DisplayName("A failure")
class ProblemsTest {

    private static final String PATH = "/api/v1/test/failing";

    @Autowired
    Api api;

    @Autowired
    Desk desk;

    @Autowired
    ProducerTemplate camel;

    @Autowired
    MeterRegistry meters;

    @BeforeEach
    void tidy() {
        desk.reset();
    }

    @Test
    @DisplayName("that a room meant is the answer, however deep in splits it was thrown")
    void meant() {
        desk.failure = () -> new Refused(Problem.of(ProblemCode.SLOT_UNAVAILABLE, "Anna has another appointment then")
                .withAlternatives(List.of(Map.of("start", "2026-12-07T10:00:00+01:00")))
                .withRetryAfter(7));
        var answer = api.get(PATH, "traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.header("Retry-After")).isEqualTo("7");
        assertThat(answer.json().toString())
                .isEqualTo("{\"type\":\"https://interlude.dev/problems/slot-unavailable\","
                        + "\"title\":\"The time is not available\",\"status\":409,"
                        + "\"detail\":\"Anna has another appointment then\",\"code\":\"SLOT_UNAVAILABLE\",\"errors\":[],"
                        + "\"traceId\":\"4bf92f3577b34da6a3ce929d0e0e4736\","
                        + "\"alternatives\":[{\"start\":\"2026-12-07T10:00:00+01:00\"}],\"retryAfterSeconds\":7}");
    }

    @Test
    @DisplayName("that nobody meant says nothing but its traceId, under which the log tells it once")
    void unmeant(CapturedOutput log) {
        desk.failure = () -> new IllegalStateException("password=hunter2");
        var answer = api.get(PATH);
        var traceId = answer.json().path("traceId").asText();

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.code()).isEqualTo("INTERNAL_ERROR");
        assertThat(answer.http().body()).doesNotContain("hunter2").doesNotContain("Exception");
        assertThat(traceId).matches("[0-9a-f]{32}");
        assertThat(log.getAll().lines().filter(line -> line.contains("ERROR") && line.contains(traceId)))
                .hasSize(1);
    }

    @Test
    @DisplayName("takes a new traceId where the caller's is no such thing")
    void strangeTrace() {
        desk.failure = () -> Refused.because(ProblemCode.NOT_FOUND, "Gone");
        for (var strange : List.of("00-" + "0".repeat(32) + "-00f067aa0ba902b7-01", "evil\tid", "x".repeat(5000))) {
            assertThat(api.get(PATH, "traceparent", strange)
                            .json()
                            .path("traceId")
                            .asText())
                    .matches("(?!0{32})[0-9a-f]{32}");
        }
    }

    @Test
    @DisplayName("that nobody waits for is logged with its flow, counted, and not swallowed")
    void unwatched(CapturedOutput log) {
        desk.failure = () -> new IllegalStateException("disk full");
        var left = camel.send("direct:test-fail-unwatched", exchange -> {});

        assertThat(left.getException()).hasMessage("disk full");
        assertThat(log.getAll().lines().filter(line -> line.contains("Flow test-fail-unwatched failed")))
                .hasSize(1);
        assertThat(meters.counter("interlude.background.failures", "route", "test-fail-unwatched")
                        .count())
                .isEqualTo(1);
    }
}
