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
 * {@code ./interlude bench [--quick]}: what Interlude does beside what its libraries do alone, all in one run and in turn, so
 * that a slow machine slows all of them. Prints figures with their goals; {@code target/bench/report.html} shows them.
 */
public final class Bench {

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
        var quick = List.of(args).contains("--quick");
        ConsoleLog.warningsOnly();
        try (var calcom = StubCalcom.start(CatalogFile.read(Path.of("config/catalog.yaml")));
                var reference =
                        MeasuredProcess.start(ReferenceServer.class, "/camel", Map.of("MANAGEMENT_SERVER_PORT", "-1"));
                var interlude = interlude(calcom)) {
            var work = new BenchWork(interlude.port(), reference.port(), TestDatabase.url("bench"));
            var bench = new Bench(calcom, interlude, JdbcClient.create(TestDatabase.another("bench")), work.stages());
            bench.run(quick ? 3 : 5, Duration.ofSeconds(quick ? 3 : 10));
            System.out.println();
            System.out.println(BenchReport.table(bench.stages));
            System.out.println(BenchReport.goals(bench.stages));
            System.out.println("See also " + BenchReport.write(Path.of("target/bench/report.html"), bench.stages));
        }
        System.exit(0);
    }

    private static MeasuredProcess interlude(StubCalcom calcom) throws IOException {
        return MeasuredProcess.start(
                Interlude.class,
                "/health/calcom",
                Map.ofEntries(
                        Map.entry("SPRING_PROFILES_ACTIVE", "sandbox"),
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
        for (var stage : stages) {
            load(stage, "warming up: " + stage.name(), length.multipliedBy(2));
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
