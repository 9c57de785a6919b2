package dev.interlude.booking.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.interlude.catalog.CatalogFile;
import dev.interlude.sandbox.Sandbox;
import dev.interlude.sandbox.SandboxSettings;
import dev.interlude.sandbox.fault.Fault;
import dev.interlude.sandbox.http.Operation;
import dev.interlude.support.AtCalcom;
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
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("error-handling")
@Tag("matrix") // minutes are dear in the default run; see docs/reliability.md
@DisplayName("A server that is killed while it books another time than was asked for")
@Timeout(180)
class RebookCrashTest {

    private static final Map<String, String> SETTINGS = Map.of(
            "INTERLUDE_SAGA_LEASE", "3s",
            "INTERLUDE_SAGA_RECOVERY_INTERVAL", "250",
            "INTERLUDE_SAGA_BACK_OFF", "250ms",
            "INTERLUDE_IDEMPOTENCY_LEASE", "2s",
            "INTERLUDE_IDEMPOTENCY_RENEW_EVERY", "500",
            "INTERLUDE_CALCOM_RESPONSE_TIMEOUT", "60000",
            "INTERLUDE_CALCOM_LONGEST_CALL", "6s");

    private final Day day = Day.fresh();

    @Test
    @DisplayName("leaves one booking at most, whatever Cal.com had done; the repeat of the request has just one")
    void once() {
        var database = TestDatabase.url("rebook_crash");
        try (var sandbox = Sandbox.start(SandboxSettings.of(CatalogFile.read(Path.of("config/catalog.yaml"))))) {
            new AtCalcom(sandbox).bookedByOthers(101, day.instant("14:00"));
            var body = RequestBodies.haircut(day.at("14:00"), "anna");
            body.putObject("autoRebook").put("maxShiftMinutes", 60);
            for (var moment : List.of("before", "after")) {
                var key = "rebooked-" + moment;
                try (var victim = ServerProcess.start("rebook-victim", database, sandbox.baseUrl(), SETTINGS)) {
                    victim.awaitReady();
                    var second = Fault.on(Operation.CREATE).skip(1);
                    sandbox.faults().add(moment.equals("before") ? second.gate() : second.gateAfterWork());
                    at(victim).posting("/api/v1/bookings", body.toString(), "Idempotency-Key", key);
                    await("the second try is at Cal.com")
                            .atMost(Duration.ofSeconds(30))
                            .until(() -> sandbox.gates().waiting().size() == 1);
                    victim.kill();
                    sandbox.faults().clear();
                }
                try (var heir = ServerProcess.start("rebook-victim", database, sandbox.baseUrl(), SETTINGS)) {
                    heir.awaitReady();

                    var again = await().atMost(Duration.ofSeconds(60))
                            .until(() -> at(heir).book(body, "Idempotency-Key", key), reply -> reply.status() == 201);

                    sandbox.gates().releaseAll();
                    assertThat(again.at("/shiftedFrom")).isEqualTo(day.shown("14:00"));
                    await("what the lost call has done is undone")
                            .atMost(Duration.ofSeconds(30))
                            .untilAsserted(() -> assertThat(sandbox.bookings().stream()
                                            .filter(b -> b.status.isOpen() && b.metadata.has("interludeSegment"))
                                            .map(b -> b.metadata
                                                    .path("interludeBooking")
                                                    .asText()))
                                    .as(moment)
                                    .containsExactly(again.id()));
                    at(heir).cancel(again.id());
                }
            }
        }
    }

    private static Upstream at(ServerProcess server) {
        return new Upstream(URI.create(server.url()).getPort());
    }
}
