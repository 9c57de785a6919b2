package dev.interlude.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.catalog.CatalogFile;
import dev.interlude.sandbox.Sandbox;
import dev.interlude.sandbox.SandboxSettings;
import dev.interlude.sandbox.fault.Fault;
import dev.interlude.sandbox.http.Operation;
import dev.interlude.support.Day;
import dev.interlude.support.Reply;
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
            "INTERLUDE_BULK_RENEW_EVERY", "1000",
            "INTERLUDE_SAGA_LEASE", "3s",
            "INTERLUDE_SAGA_RECOVERY_INTERVAL", "250",
            "INTERLUDE_SAGA_BACK_OFF", "250ms",
            "INTERLUDE_IDEMPOTENCY_LEASE", "3s",
            "INTERLUDE_IDEMPOTENCY_RENEW_EVERY", "1000",
            "INTERLUDE_CALCOM_LONGEST_CALL", "6s");

    /** The event type of her haircuts. */
    private static final long OF_ANNA = 101;

    private final Day day = Day.fresh();

    @Test
    @Tag("matrix") // a bulk of bookings is among the stories of CrashTest
    @DisplayName(
            "of moves, as the one for an absence, has the next node finish it: each appointment is moved once, none is lost")
    void moves() {
        var database = TestDatabase.url("bulk_crash_moves");
        try (var sandbox = Sandbox.start(SandboxSettings.of(CatalogFile.read(Path.of("config/catalog.yaml"))))) {
            String bulk;
            List<String> bookings;
            try (var victim = ServerProcess.start("moves-victim", database, sandbox.baseUrl(), SETTINGS)) {
                victim.awaitReady();
                bookings = IntStream.range(0, 10)
                        .mapToObj(i -> day.at("%02d:%02d".formatted(9 + i / 2, i % 2 * 30)))
                        .map(at -> at(victim)
                                .booked(RequestBodies.haircut(at, "anna"))
                                .id())
                        .toList();
                var absence = at(victim)
                        .post(
                                "/api/v1/absences",
                                RequestBodies.object()
                                        .put("staff", "anna")
                                        .put("from", day.at("09:00"))
                                        .put("to", day.at("18:00")));
                sandbox.faults().add(Fault.on(Operation.CREATE).gateAfterWork());
                var accepted = at(victim)
                        .post(
                                "/api/v1/absences/" + absence.id() + "/apply",
                                asProposed(absence),
                                "Idempotency-Key",
                                "moves");
                assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
                bulk = accepted.id();
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> !sandbox.gates().waiting().isEmpty() && moved(sandbox) >= 4);
                victim.kill();
            }
            sandbox.gates().killAll();
            assertThat(moved(sandbox)).as("in the middle").isLessThan(10);

            try (var heir = ServerProcess.start("moves-heir", database, sandbox.baseUrl(), SETTINGS)) {
                heir.awaitReady();
                var done = await("the heir goes on by itself")
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> at(heir).get("/api/v1/bulk/" + bulk), r -> r.at("/status")
                                .equals("DONE"));
                assertThat(done.each("/results", "status")).hasSize(10).containsOnly("200");
                await("what was replaced is cancelled")
                        .atMost(Duration.ofSeconds(30))
                        .untilAsserted(() -> assertThat(sandbox.bookings().stream()
                                        .filter(b -> b.status.isOpen())
                                        .collect(Collectors.groupingBy(
                                                b -> b.metadata
                                                        .path("interludeBooking")
                                                        .asText(),
                                                Collectors.mapping(b -> b.eventTypeId, Collectors.toList()))))
                                .containsOnlyKeys(bookings)
                                .allSatisfy((booking, types) ->
                                        assertThat(types).hasSize(1).doesNotContain(OF_ANNA)));
            }
        }
    }

    private static ObjectNode asProposed(Reply absence) {
        var body = RequestBodies.object();
        var items = body.putArray("items");
        absence.json().path("bookings").forEach(one -> {
            var offer = one.at("/proposal/offer");
            items.addObject()
                    .put("booking", one.at("/booking/id").asText())
                    .put("action", "move")
                    .put("start", offer.path("start").asText())
                    .set("segments", offer.path("segments"));
        });
        return body;
    }

    private static long moved(Sandbox sandbox) {
        return sandbox.bookings().stream()
                .filter(b -> b.status.isOpen() && b.eventTypeId != OF_ANNA)
                .count();
    }

    private static Upstream at(ServerProcess server) {
        return new Upstream(URI.create(server.url()).getPort());
    }
}
