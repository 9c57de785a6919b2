package dev.interlude.series;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.interlude.catalog.CatalogFile;
import dev.interlude.sandbox.Sandbox;
import dev.interlude.sandbox.SandboxSettings;
import dev.interlude.support.ServerProcess;
import dev.interlude.support.TestDatabase;
import dev.interlude.support.Upstream;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** One kill for all of it: a start is dear. */
@Tag("error-handling")
@DisplayName("A server that is killed in the middle")
@Timeout(240)
class SeriesCrashTest {

    static final Map<String, String> SETTINGS = Map.of(
            "INTERLUDE_BULK_LEASE", "3s",
            "INTERLUDE_BULK_RENEW_EVERY", "1000",
            "INTERLUDE_SAGA_LEASE", "3s",
            "INTERLUDE_SAGA_RECOVERY_INTERVAL", "250",
            "INTERLUDE_SAGA_BACK_OFF", "250ms",
            "INTERLUDE_IDEMPOTENCY_LEASE", "3s",
            "INTERLUDE_IDEMPOTENCY_RENEW_EVERY", "1000",
            "INTERLUDE_CALCOM_LONGEST_CALL", "6s");

    private static Sandbox sandbox;
    private static ServerProcess victim;
    private static ServerProcess heir;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(SandboxSettings.of(CatalogFile.read(Path.of("config/catalog.yaml"))));
        var database = TestDatabase.url("series_crash");
        victim = ServerProcess.start("series-victim", database, sandbox.baseUrl(), SETTINGS);
        heir = ServerProcess.start("series-heir", database, sandbox.baseUrl(), SETTINGS);
        victim.awaitReady();
        heir.awaitReady();
    }

    @AfterAll
    static void stop() {
        victim.close();
        heir.close();
        sandbox.close();
    }

    @TestFactory
    @DisplayName("has another go on, unasked:")
    List<DynamicTest> another() {
        var series = SeriesUnderWay.at(sandbox, at(victim));
        // The faster one is last: it must not be over before the kill.
        var bulk = BulkUnderWay.at(sandbox, at(victim));
        victim.kill();
        bulk.requireInTheMiddle();
        sandbox.faults().clear();
        sandbox.gates().killAll();

        return List.of(
                dynamicTest(
                        "of two series and a cascade it finishes the one, undoes the other and cancels the rest; repeats double nothing",
                        () -> series.requireFinished(at(heir))),
                dynamicTest(
                        "a bulk it finishes; each item is booked once, and a repeat tells what came of all",
                        () -> bulk.requireFinished(at(heir))));
    }

    private static Upstream at(ServerProcess server) {
        return new Upstream(URI.create(server.url()).getPort());
    }
}
