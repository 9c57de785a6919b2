package dev.interlude.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code run-calcom-tests.sh} makes of its flags and of what Maven tells it; {@code RunnerWithMavenTest} runs it for real. */
@DisplayName("The runner of the suites")
class RunnerTest {

    /** Tells what the file named after the tags says, as the listener of the tests would, and fails if a case did. */
    private static final String MAVEN =
            """
            #!/usr/bin/env bash
            for argument; do
              case $argument in
                -Dinterlude.test.progress=*) progress=${argument#*=} ;;
                -Dinterlude.test.stop=*) stop=${argument#*=} ;;
                -Dtest.groups=*) tags=${argument#*=} ;;
              esac
            done
            echo "$tags: ${CALCOM_API_KEY-no key}" >>ran
            [ -f "$tags" ] || exit 0
            cat "$tags" >>"$progress"
            if [ -f endless ]; then
              trap 'echo cleaned >cleaned; exit 143' TERM
              touch begun
              for ((i = 0; i < 600; i++)); do sleep 0.1; done
            fi
            if grep -q failed "$tags"; then
              [ -z "$stop" ] || printf 'CalcomV2ClientTest#create_booking_success' >"$stop"
              exit 1
            fi
            """;

    private static final String SUITE = "dev.interlude.suites.CalcomV2ClientTest";

    @TempDir
    Path directory;

    private Runner runner;

    @BeforeEach
    void copy() throws IOException {
        runner = Runner.withoutMaven(directory, MAVEN);
    }

    @Test
    @DisplayName("explains every flag, and answers one that it does not know with the list of them")
    void flags() throws Exception {
        var flags = List.of(
                "--all",
                "--unit",
                "--integration",
                "--extended",
                "--sync",
                "--error-handling",
                "--performance",
                "--live",
                "--report",
                "--verbose",
                "--ci",
                "--coverage",
                "--help");
        var help = runner.run("--help");
        assertThat(help.code()).isZero();
        assertThat(help.said()).contains(flags);

        var unknown = runner.run("--unit", "--fast");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.said()).contains("there is no flag --fast").contains(flags);
        assertThat(directory.resolve("ran")).doesNotExist();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @DisplayName("turns flags into tags, alone and with --ci")
    @CsvSource(
            delimiter = ';',
            value = {
                "'';                         unit|integration|extended|sync|error-handling|live,performance",
                "--all;                      unit|integration|extended|sync|error-handling|live,performance",
                "--report;                   unit|integration|extended|sync|error-handling|live,performance",
                "--all --live;               unit|integration|extended|sync|error-handling,live,performance",
                "--unit;                     unit",
                "--integration;              integration",
                "--extended;                 extended",
                "--sync;                     sync",
                "--error-handling;           error-handling",
                "--performance;              performance",
                "--live;                     live",
                "--sync --unit --verbose;    unit|sync",
                "--tag sync;                 sync",
                "--tag matrix --unit;        unit,matrix"
            })
    void tags(String flags, String tags) throws Exception {
        for (var more : List.of("--dry-run", "--dry-run --ci", "--dry-run --coverage")) {
            var printed = runner.run((flags + " " + more).strip().split(" "));
            assertThat(printed.code()).isZero();
            assertThat(printed.said().lines().filter(line -> line.contains("./mvnw")))
                    .extracting(line -> line.replaceFirst(".*-Dtest.groups=(\\S+).*", "$1"))
                    .containsExactly(tags.split(","));
            assertThat(printed.said().contains("-Dinterlude.test.stop=")).isEqualTo(more.contains("--ci"));
            // What is measured is measured without.
            assertThat(printed.said().lines().filter(line -> line.contains("./mvnw") && line.contains("-Dcoverage")))
                    .hasSize(
                            more.contains("--coverage")
                                    ? (int) List.of(tags.split(",")).stream()
                                            .filter(tag -> !tag.equals("performance"))
                                            .count()
                                    : 0);
        }
    }

    @Test
    @DisplayName(
            "gives credentials to --live alone, from the environment before .env.testing before .env, and says where it goes")
    void settings() throws Exception {
        Files.writeString(
                directory.resolve(".env"),
                "CALCOM_API_KEY=cal_of_env  # a comment\nCALCOM_BASE_URL=http://127.0.0.1:1\n");
        Files.writeString(directory.resolve(".env.testing"), "CALCOM_API_KEY=cal_of_testing\n");
        assertThat(runner.run("--unit", "--live").said())
                .contains("against the sandbox, because CALCOM_LIVE_TESTS_ENABLED is not true");
        assertThat(ran()).containsExactly("unit: no key", "live: no key");

        var wanted = runner.with("CALCOM_LIVE_TESTS_ENABLED", "true");
        assertThat(wanted.run("--unit", "--live").said()).contains("live: against http://127.0.0.1:1, ");
        assertThat(ran()).containsExactly("unit: no key", "live: cal_of_testing");
        wanted.with("CALCOM_API_KEY", "cal_of_environment").run("--all", "--live");
        assertThat(ran()).contains("live: cal_of_environment").doesNotContain("performance: cal_of_environment");
    }

    @Test
    @DisplayName("says that it uses the sandbox when there are no credentials, and refuses to guess half of them")
    void credentials() throws Exception {
        assertThat(runner.run("--live", "--dry-run").said())
                .contains("against the sandbox, because no credentials are set");
        var half = runner.with("CALCOM_LIVE_TESTS_ENABLED", "true").run("--live");
        assertThat(half.code()).isEqualTo(2);
        assertThat(half.said()).contains("CALCOM_BASE_URL is not set");
    }

    @Test
    @DisplayName("counts cases, and ends with 0 when all passed")
    void passed() throws Exception {
        events(
                "unit",
                "suite\t" + SUITE + "\tThe flows\t2",
                begun("get_available_slots_success"),
                ended("get_available_slots_success", "passed", ""),
                ended("crowded[1]", "passed", ""));
        var outcome = runner.run("--unit");
        assertThat(outcome.code()).as(outcome.said()).isZero();
        assertThat(outcome.said())
                .contains("▶ CalcomV2ClientTest: The flows (2 cases)")
                .contains("✓ CalcomV2ClientTest.get_available_slots_success · 1.2 s")
                .contains("1 of 69 named cases passed")
                .endsWith("\n2 passed, 0 failed, 0 skipped\n");
        assertThat(runner.run("--cases").code()).isEqualTo(1);
    }

    @Test
    @DisplayName("goes on after a failure and ends with 1; with --ci it stops there and says what it left out")
    void failed() throws Exception {
        events(
                "unit",
                ended("create_booking_success", "failed", "expected 1 but was 2"),
                "left-out\t" + SUITE + "\tThe flows\t3\tleft out");
        events("performance", ended("crowded", "passed", ""));
        var on = runner.run("--unit", "--performance");
        assertThat(on.code()).isEqualTo(1);
        assertThat(on.said())
                .contains("CalcomV2ClientTest#create_booking_success: expected 1 but was 2")
                .endsWith("\n1 passed, 1 failed, 3 skipped\n");

        var stopped = runner.run("--unit", "--performance", "--live", "--ci");
        assertThat(stopped.code()).isEqualTo(1);
        assertThat(stopped.said())
                .contains(
                        "stopped at the first failure, CalcomV2ClientTest#create_booking_success; left out: 3 cases above, and all of live, performance")
                .endsWith("\n0 passed, 1 failed, 3 skipped\n");
        assertThat(ran()).containsExactly("unit: no key", "performance: no key", "unit: no key");
    }

    @Test
    @DisplayName("takes for failed what began and did not end, and a run without a case")
    void lost() throws Exception {
        events("unit", begun("crowded"));
        var lost = runner.run("--unit");
        assertThat(lost.code()).isEqualTo(1);
        assertThat(lost.said())
                .contains("began and did not end: CalcomV2ClientTest.crowded")
                .endsWith("\n0 passed, 1 failed, 0 skipped\n");

        var nothing = runner.run("--sync");
        assertThat(nothing.code()).isEqualTo(1);
        assertThat(nothing.said()).contains("nothing ran").endsWith("\n0 passed, 0 failed, 0 skipped\n");
    }

    @Test
    @DisplayName("ends what Maven started when it is stopped, waits for it, and says what had run")
    void stopped() throws Exception {
        events("unit", ended("crowded", "passed", ""), begun("webhook_registration"));
        Files.createFile(directory.resolve("endless"));
        var process = runner.start("--unit");
        await().until(() -> Files.exists(directory.resolve("begun")));
        process.toHandle().destroy();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isEqualTo(130);
        assertThat(said)
                .contains("stopped during CalcomV2ClientTest.webhook_registration")
                .endsWith("\n1 passed, 0 failed, 0 skipped\n");
        assertThat(directory.resolve("cleaned")).exists();
    }

    private void events(String tags, String... events) throws IOException {
        Files.writeString(directory.resolve(tags), String.join("\n", events) + "\n");
    }

    private static String begun(String method) {
        return "begin\t" + SUITE + "#" + method + "\tdoes it";
    }

    private static String ended(String method, String result, String cause) {
        return "end\t" + SUITE + "#" + method + "\tdoes it\t" + result + "\t1234\t" + cause;
    }

    /** Since the last look. */
    private List<String> ran() throws IOException {
        var lines = Files.readAllLines(directory.resolve("ran"));
        Files.delete(directory.resolve("ran"));
        return lines;
    }
}
