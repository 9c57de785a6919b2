package dev.interlude.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("error-handling")
@DisplayName("A request that comes again under its Idempotency-Key after its node was killed")
@Timeout(180)
class RepeatedRequestTest {

    private static final Map<String, String> SETTINGS = Map.of(
            "INTERLUDE_SAGA_LEASE", "4s",
            "INTERLUDE_SAGA_RECOVERY_INTERVAL", "250",
            "INTERLUDE_SAGA_BACK_OFF", "250ms",
            "INTERLUDE_IDEMPOTENCY_LEASE", "2s",
            "INTERLUDE_IDEMPOTENCY_RENEW_EVERY", "500",
            "INTERLUDE_CALCOM_LONGEST_CALL", "6s");

    private static Sandbox sandbox;
    private static ServerProcess heir;
    private static String database;

    private final Day day = Day.fresh();

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(SandboxSettings.of(CatalogFile.read(Path.of("config/catalog.yaml"))));
        database = TestDatabase.url("asked_again");
        heir = ServerProcess.start("asked-again-heir", database, sandbox.baseUrl(), SETTINGS)
                .awaitReady();
    }

    @AfterAll
    static void stop() {
        heir.close();
        sandbox.close();
    }

    @Test
    @DisplayName("waits until the first attempt is undone, and is booked: one call, one answer")
    void booking() {
        var body = RequestBodies.colourAndStyle(day.at("09:00"), day.at("10:15"), "ben");
        killedDuring("/api/v1/bookings", body, 212);

        var answer = at(heir).post("/api/v1/bookings", body, "Idempotency-Key", day.toString());

        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        requireBothSidesHold(2);
    }

    @Test
    @DisplayName("does so for a series that is booked as a whole")
    void series() {
        var body = RequestBodies.object().put("mode", "allOrNothing");
        body.set("booking", RequestBodies.haircut(day.at("14:00"), "ben"));
        body.putObject("recurrence").put("frequency", "weekly").put("count", 2);
        killedDuring("/api/v1/series", body, 102);

        var answer = at(heir).post("/api/v1/series", body, "Idempotency-Key", day.toString());

        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    }

    @Test
    @DisplayName("gets the series as it was booked when all of it stands at Cal.com: nothing is cancelled or made anew")
    void seriesThatStands() {
        var body = RequestBodies.object().put("mode", "allOrNothing");
        body.set("booking", RequestBodies.haircut(day.at("16:00"), "ben"));
        body.putObject("recurrence").put("frequency", "weekly").put("count", 2);
        var before = made();
        killedDuring("/api/v1/series", body, Fault.on(Operation.CREATE).gateAfterWork(), before + 2);

        var answer = at(heir).post("/api/v1/series", body, "Idempotency-Key", day.toString());

        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        assertThat(answer.each("/occurrences", "status")).containsOnly("BOOKED").hasSize(2);
        assertThat(made()).isEqualTo(before + 2);
        assertThat(sandbox.bookings().stream()
                        .filter(b -> b.status.isOpen())
                        .map(b -> b.metadata.path("interludeBooking").asText()))
                .containsAll(answer.each("/occurrences", "bookingId"));
    }

    /** The node dies while Cal.com works on the create for this event type; what came of it nobody saw. */
    private void killedDuring(String path, JsonNode body, int eventType) {
        killedDuring(path, body, Fault.on(Operation.CREATE).gate().forEventType(eventType), 0);
    }

    /** @param made how many bookings Cal.com must have made before the node dies */
    private void killedDuring(String path, JsonNode body, Fault fault, int made) {
        try (var victim = ServerProcess.start("asked-again-victim", database, sandbox.baseUrl(), SETTINGS)) {
            victim.awaitReady();
            sandbox.faults().add(fault);
            at(victim).posting(path, body, "Idempotency-Key", day.toString());
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> !sandbox.gates().waiting().isEmpty() && made() >= made);
            victim.kill();
        } finally {
            sandbox.faults().clear();
            sandbox.gates().releaseAll();
        }
    }

    private static int made() {
        return sandbox.bookings().size();
    }

    private void requireBothSidesHold(int segments) {
        assertThat(new AtCalcom(sandbox).liveOn(day)).hasSize(segments);
    }

    private static Upstream at(ServerProcess server) {
        return new Upstream(URI.create(server.url()).getPort());
    }
}
