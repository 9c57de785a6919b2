package dev.interlude.bench;

import dev.interlude.Interlude;
import dev.interlude.catalog.CatalogFile;
import dev.interlude.platform.ConsoleLog;
import dev.interlude.support.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * {@code ./interlude bench [--quick] [--only TEXT] [--write]}: what Interlude does beside what its libraries do alone, all in one
 * run and in turn, so that a slow machine slows all of them. Prints figures with their goals; {@code target/bench/report.html}
 * shows them, and {@code --write} puts them into {@code docs/performance.md}.
 */
public final class Bench {

    private static final int WARM_UPS = 2;

    private final StubCalcom calcom;
    private final MeasuredProcess interlude;
    private final JdbcClient database;
    private final List<Stage> stages;

    private Bench(StubCalcom calcom, MeasuredProcess interlude, JdbcClient database, List<Stage> stages) {
        this.calcom = calcom;
        this.interlude = interlude;
        this.database = database;
        this.stages = stages;
    }

    public static void main(String[] args) throws Exception {
        var options = List.of(args);
        var quick = options.contains("--quick");
        ConsoleLog.warningsOnly();
        try (var calcom = StubCalcom.start(CatalogFile.read(Path.of("config/catalog.yaml")));
                var reference =
                        MeasuredProcess.start(ReferenceServer.class, "/camel", Map.of("MANAGEMENT_SERVER_PORT", "-1"));
                var interlude = interlude("Interlude", calcom);
                var other = interlude("Interlude-2", calcom)) {
            var work = new BenchWork(interlude.port(), other.port(), reference.port(), TestDatabase.url("bench"));
            var only = after(options, "--only");
            var stages = work.stages().stream()
                    .filter(stage -> stage.name().contains(only))
                    .toList();
            var bench = new Bench(calcom, interlude, JdbcClient.create(TestDatabase.another("bench")), stages);
            var idle = interlude.heap();
            bench.run(quick ? 3 : 5, Duration.ofSeconds(quick ? 2 : 10));
            var report = new BenchReport(
                    stages,
                    Machine.describe(TestDatabase.another("bench")),
                    "Interlude was ready after %.1f s; its heap held %d MB when idle, %d MB after the last round."
                            .formatted(
                                    interlude.start().toMillis() / 1e3, megabytes(idle), megabytes(interlude.heap())));
            System.out.println();
            System.out.println(report.markdown());
            System.out.println("See also " + report.write(Path.of("target/bench/report.html")));
            if (options.contains("--write")) {
                MarkedBlock.replace(Path.of("docs/performance.md"), "bench", report.markdown());
            }
        }
        System.exit(0);
    }

    private static long megabytes(long bytes) {
        return bytes >> 20;
    }

    /** What follows an option, or nothing. */
    private static String after(List<String> options, String option) {
        var at = options.indexOf(option);
        return at < 0 || at + 1 == options.size() ? "" : options.get(at + 1);
    }

    private static MeasuredProcess interlude(String node, StubCalcom calcom) throws IOException {
        return MeasuredProcess.start(
                Interlude.class,
                "/health/calcom",
                Map.ofEntries(
                        Map.entry("SPRING_PROFILES_ACTIVE", "sandbox"),
                        Map.entry("INTERLUDE_NODE", node),
                        Map.entry("MANAGEMENT_SERVER_PORT", "0"),
                        Map.entry("INTERLUDE_DATABASE_URL", TestDatabase.url("bench")),
                        Map.entry("INTERLUDE_DATABASE_USER", "postgres"),
                        Map.entry("INTERLUDE_DATABASE_PASSWORD", "postgres"),
                        Map.entry("CALCOM_BASE_URL", calcom.url()),
                        Map.entry("CALCOM_CALLS", "100000000"),
                        Map.entry("INTERLUDE_HORIZON_DAYS", "36500"),
                        Map.entry("INTERLUDE_READ_AHEAD", "0s"),
                        Map.entry("INTERLUDE_ADMIN_REQUESTS_PER_MINUTE", "100000000"),
                        Map.entry("INTERLUDE_WEBHOOK_REQUESTS_PER_MINUTE", "100000000"),
                        Map.entry("INTERLUDE_CATALOG_CHECK_DELAY", "86400000"),
                        Map.entry("INTERLUDE_SYNC_SCHEDULE", "0 0 0 1 1 ? 2099"),
                        Map.entry("INTERLUDE_SYNC_FULL_SCHEDULE", "0 0 0 1 1 ? 2099")));
    }

    private void run(int rounds, Duration length) throws InterruptedException {
        for (int pass = 1; pass <= WARM_UPS; pass++) {
            for (var stage : stages) {
                load(stage, "warming up: " + stage.name(), length);
            }
        }
        for (int round = 1; round <= rounds; round++) {
            for (var stage : stages) {
                var before = Counters.read(interlude, database, calcom);
                var began = System.nanoTime();
                var load = load(stage, "round %d: %s".formatted(round, stage.name()), length);
                var settled = (System.nanoTime() - began) / 1e9;
                var spent = Counters.read(interlude, database, calcom).minus(before);
                stage.add(new Stage.Round(load, settled, spent));
            }
        }
    }

    private Load.Result load(Stage stage, String what, Duration length) throws InterruptedException {
        calcom.latency(stage.latencyMillis());
        var result = Load.run(what, stage.connections(), length, Load.AS_FAST_AS_THEY_CAN, stage.workers());
        stage.effects().await();
        return result;
    }
}
