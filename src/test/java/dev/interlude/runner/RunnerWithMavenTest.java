package dev.interlude.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.interlude.catalog.CatalogFile;
import dev.interlude.sandbox.Sandbox;
import dev.interlude.sandbox.SandboxSettings;
import dev.interlude.sandbox.fault.Latency;
import dev.interlude.sandbox.log.Received;
import dev.interlude.sandbox.model.BookingStatus;
import dev.interlude.support.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Starts Maven itself, in a copy of the project (minutes): {@code scripts/test/run-calcom-tests.sh --tag runner}. */
@Tag("runner")
@DisplayName("The runner of the suites, with Maven,")
class RunnerWithMavenTest {

    private static final int CALLS_A_MINUTE = 60;
    private static final Duration LONGEST = Duration.ofMinutes(10);

    @TempDir
    Path directory;

    @Test
    @DisplayName("ends with 1 when a case is broken: its cause is in the report, and --ci names what it left out")
    void broken() throws Exception {
        var broken = "CalcomV2ClientTest#get_available_slots_success";
        var outcome = Runner.inCopy(directory)
                .run("--unit", "--performance", "--ci", "--report", "-Dinterlude.test.break=" + broken);
        assertThat(outcome.code()).as(outcome.said()).isEqualTo(1);
        assertThat(outcome.said())
                .contains("✗ CalcomV2ClientTest.get_available_slots_success")
                .containsPattern(
                        "– CalcomV2ClientTest\\.\\w+ · left out: CalcomV2ClientTest#get_available_slots_success failed before")
                .containsPattern("stopped at the first failure, " + broken
                        + "; left out: [1-9]\\d* cases above, and all of performance\n")
                .containsPattern("\n\\d+ passed, 1 failed, [1-9]\\d* skipped\n$");
        try (var reports = Files.list(directory.resolve("target/test-reports/calcom"))) {
            var report = reports.filter(file -> file.toString().matches(".*/report_[^/]+\\.html"))
                    .toList();
            assertThat(report).hasSize(1);
            assertThat(Files.readString(report.get(0)))
                    .contains("broken on purpose, by -Dinterlude.test.break=" + broken);
        }
    }

    @ParameterizedTest(name = "{0} ms")
    @ValueSource(ints = {50, 2000})
    @DisplayName(
            "passes the live suite within ten minutes and 60 calls a minute, and leaves nothing, also of an earlier run")
    void live(int latency) throws Exception {
        try (var calcom = slow(latency)) {
            leaveBehind(calcom, Instant.now().minus(Duration.ofHours(2)));
            calcom.forgetRequests();
            var began = Instant.now();
            var outcome = against(calcom).run("--live");
            assertThat(outcome.code()).as(outcome.said()).isZero();
            assertThat(outcome.said()).endsWith("\n10 passed, 0 failed, 0 skipped\n");
            assertThat(Duration.between(began, Instant.now())).isLessThan(LONGEST);
            var times = calcom.requests().stream().map(Received::at).toList();
            assertThat(times).hasSizeGreaterThan(CALLS_A_MINUTE).allSatisfy(from -> assertThat(
                            times.stream().filter(at -> !at.isBefore(from) && at.isBefore(from.plusSeconds(60))))
                    .hasSizeLessThanOrEqualTo(CALLS_A_MINUTE));
            requireNothingLeft(calcom);
        }
    }

    @Test
    @DisplayName("leaves nothing at Cal.com when it is stopped while a booking stands there")
    void stopped() throws Exception {
        try (var calcom = slow(2000)) {
            var process = against(calcom).start("--live");
            await().atMost(LONGEST).failFast(() -> !process.isAlive()).until(() -> calcom.bookings().stream()
                    .anyMatch(booking -> booking.status == BookingStatus.ACCEPTED));
            assertThat(hasDatabase()).isTrue();
            process.toHandle().destroy();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(said).isEqualTo(130);
            assertThat(said).contains("stopped during CalcomV2LiveTest.");
            requireNothingLeft(calcom);
        }
    }

    /** With the live suite's settings in a file, and the PostgreSQL of this JVM. */
    private Runner against(Sandbox calcom) throws IOException, InterruptedException {
        var runner = Runner.inCopy(directory);
        Files.writeString(
                directory.resolve(".env.testing"),
                """
                CALCOM_LIVE_TESTS_ENABLED=true
                CALCOM_BASE_URL=%s
                CALCOM_API_KEY=%s
                INTERLUDE_DATABASE_URL='%s'
                INTERLUDE_DATABASE_USER=postgres
                INTERLUDE_DATABASE_PASSWORD=postgres
                """
                        .formatted(calcom.baseUrl(), Sandbox.KEY, TestDatabase.url()));
        return runner;
    }

    private static boolean hasDatabase() {
        return JdbcClient.create(TestDatabase.dataSource())
                .sql("select exists (select from pg_database where datname like 'interlude\\_live\\_%')")
                .query(Boolean.class)
                .single();
    }

    private static Sandbox slow(int latency) {
        return Sandbox.start(SandboxSettings.realistic(CatalogFile.read(Path.of("config/catalog.yaml")), 120)
                .latency(Latency.fixed(latency)));
    }

    /** As a run does whose machine loses its power. */
    private static void leaveBehind(Sandbox calcom, Instant began) throws Exception {
        var slug = "interlude-cut-" + Long.toString(began.toEpochMilli(), Character.MAX_RADIX);
        ask(
                calcom,
                "POST",
                "/v2/event-types",
                "{\"title\":\"%1$s\",\"slug\":\"%1$s\",\"lengthInMinutes\":30}".formatted(slug));
        ask(
                calcom,
                "POST",
                "/v2/webhooks",
                "{\"active\":true,\"triggers\":[\"BOOKING_CREATED\"],\"subscriberUrl\":\"https://interlude.example/%s/webhooks/calcom\"}"
                        .formatted(slug));
    }

    private static void requireNothingLeft(Sandbox calcom) throws Exception {
        assertThat(hasDatabase()).isFalse();
        assertThat(calcom.bookings()).isNotEmpty().noneMatch(booking -> booking.status == BookingStatus.ACCEPTED);
        assertThat(ask(calcom, "GET", "/v2/event-types", "").at("/data").toString())
                .doesNotContain("interlude-");
        assertThat(ask(calcom, "GET", "/v2/webhooks", "").at("/data")).isEmpty();
    }

    private static JsonNode ask(Sandbox calcom, String method, String path, String body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(calcom.baseUrl() + path))
                .header("Authorization", "Bearer " + Sandbox.KEY)
                .header("cal-api-version", "2024-06-14")
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        var answer = HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
        return new ObjectMapper().readTree(answer.body());
    }
}
