package dev.interlude.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.interlude.catalog.CatalogFile;
import dev.interlude.sandbox.Sandbox;
import dev.interlude.sandbox.SandboxSettings;
import dev.interlude.sandbox.fault.Fault;
import dev.interlude.sandbox.http.Operation;
import dev.interlude.support.Day;
import dev.interlude.support.RequestBodies;
import dev.interlude.support.ServerProcess;
import dev.interlude.support.TestDatabase;
import dev.interlude.support.Upstream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("error-handling")
@DisplayName("A server that is killed in the middle of a bulk")
@Timeout(180)
class BulkCrashTest {

    private static final Map<String, String> SETTINGS = Map.of(
            "INTERLUDE_BULK_LEASE", "3s",
            "INTERLUDE_SAGA_LEASE", "3s",
            "INTERLUDE_SAGA_RECOVERY_INTERVAL", "250",
            "INTERLUDE_SAGA_BACK_OFF", "250ms",
            "INTERLUDE_IDEMPOTENCY_LEASE", "3s",
            "INTERLUDE_IDEMPOTENCY_RENEW_EVERY", "1000",
            "INTERLUDE_BULK_RENEW_EVERY", "1000",
            "INTERLUDE_CALCOM_LONGEST_CALL", "6s");

    private final Day day = Day.fresh();

    @Test
    @DisplayName("has another finish it, unasked; each item is booked once, and a repeat tells what came of all")
    void another() {
        var database = TestDatabase.url("bulk_crash");
        try (var sandbox = Sandbox.start(SandboxSettings.of(CatalogFile.read(Path.of("config/catalog.yaml"))));
                var victim = ServerProcess.start("bulk-victim", database, sandbox.baseUrl(), SETTINGS)) {
            victim.awaitReady();
            try (var heir = ServerProcess.start("bulk-heir", database, sandbox.baseUrl(), SETTINGS)) {
                heir.awaitReady();
                sandbox.faults().add(Fault.on(Operation.CREATE).late(500).forever());
                var wishes = IntStream.range(0, 6)
                        .mapToObj(i -> day.at("1%d:00".formatted(i)))
                        .flatMap(at -> List.of("anna", "ben", "cleo", "dora").stream()
                                .map(who -> RequestBodies.haircut(at, who)))
                        .toList();
                var body = BulkTest.bulk(wishes);

                at(victim).posting("/api/v1/bookings/bulk", body.toString(), "Idempotency-Key", "the-bulk");
                await().atMost(Duration.ofSeconds(30)).until(() -> live(sandbox) >= 5);
                victim.kill();
                var made = live(sandbox);
                assertThat(made).isLessThan(24);
                await("the heir goes on by itself")
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> live(sandbox) == 24);

                var told = await().atMost(Duration.ofSeconds(90))
                        .until(
                                () -> at(heir).post("/api/v1/bookings/bulk", body, "Idempotency-Key", "the-bulk"),
                                reply -> reply.status() == 200 || reply.status() == 202);
                var done = await().atMost(Duration.ofSeconds(60))
                        .until(() -> at(heir).get("/api/v1/bulk/" + told.id()), r -> r.at("/status")
                                .equals("DONE"));
                assertThat(done.each("/results", "status")).hasSize(24).containsOnly("201");
                var ids = done.json()
                        .path("results")
                        .valueStream()
                        .map(result -> result.at("/booking/id").asText())
                        .toList();
                assertThat(ids).doesNotHaveDuplicates();
                assertThat(sandbox.bookings().stream()
                                .filter(b -> b.status.isOpen())
                                .map(b -> b.metadata.path("interludeBooking").asText())
                                .collect(Collectors.groupingBy(id -> id, Collectors.counting())))
                        .as("at Cal.com each once, and nothing else")
                        .hasSize(24)
                        .containsOnlyKeys(ids)
                        .allSatisfy((id, times) -> assertThat(times).isOne());
            }
        }
    }

    private static long live(Sandbox sandbox) {
        return sandbox.bookings().stream().filter(b -> b.status.isOpen()).count();
    }

    private static Upstream at(ServerProcess server) {
        return new Upstream(URI.create(server.url()).getPort());
    }
}
