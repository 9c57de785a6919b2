package dev.interlude.observed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.interlude.catalog.CatalogFile;
import dev.interlude.sandbox.Sandbox;
import dev.interlude.sandbox.SandboxSettings;
import dev.interlude.sandbox.fault.Fault;
import dev.interlude.sandbox.http.Operation;
import dev.interlude.sandbox.model.BookingStatus;
import dev.interlude.support.AtCalcom;
import dev.interlude.support.Day;
import dev.interlude.support.RequestBodies;
import dev.interlude.support.ServerProcess;
import dev.interlude.support.StoredBookings;
import dev.interlude.support.TestDatabase;
import dev.interlude.support.Upstream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;

@Tag("error-handling")
@Tag("matrix")
@DisplayName("A server that is killed between a cancel that Cal.com has done and its answer")
@Timeout(180)
class RebookedAfterKillTest {

    private static final String DATABASE = "rebooked_after_kill";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Map<String, String> SETTINGS = Map.of(
            "INTERLUDE_SAGA_LEASE", "3s",
            "INTERLUDE_SAGA_RECOVERY_INTERVAL", "250",
            "INTERLUDE_SAGA_BACK_OFF", "250ms",
            "INTERLUDE_SYNC_GRACE", "0s",
            "INTERLUDE_SYNC_DAYS_AHEAD", "36500",
            "INTERLUDE_CALCOM_RESPONSE_TIMEOUT", "60000",
            "INTERLUDE_CALCOM_LONGEST_CALL", "6s");

    private final Day day = Day.fresh();
    private final StoredBookings books = new StoredBookings(JdbcClient.create(TestDatabase.another(DATABASE)));

    @Test
    @DisplayName("has another end the cancellation, and neither touch what the customer has booked since")
    void stays() {
        var database = TestDatabase.url(DATABASE);
        try (var sandbox = Sandbox.start(SandboxSettings.of(CatalogFile.read(Path.of("config/catalog.yaml"))))) {
            var calcom = new AtCalcom(sandbox);
            String booking;
            String anew;
            try (var victim = ServerProcess.start("rebooked-victim", database, sandbox.baseUrl(), SETTINGS)) {
                victim.awaitReady();
                booking = at(victim)
                        .booked(RequestBodies.haircut(day.at("10:00"), "anna"))
                        .id();
                var old = books.uid(booking);
                sandbox.faults().add(Fault.on(Operation.CANCEL).gateAfterWork());
                at(victim).posting("/api/v1/bookings/" + booking + "/cancel", "{}");
                await("Cal.com has done it")
                        .atMost(PATIENCE)
                        .until(() -> sandbox.gates().waiting().size() == 1);
                victim.kill();
                sandbox.gates().releaseAll();
                assertThat(calcom.booking(old).status).isEqualTo(BookingStatus.CANCELLED);
                anew = sandbox.pages().rebook(old, day.instant("15:00").toString());
            }
            try (var heir = ServerProcess.start("rebooked-heir", database, sandbox.baseUrl(), SETTINGS)) {
                heir.awaitReady();
                await("another has ended it").atMost(PATIENCE).untilAsserted(() -> assertThat(books.history(booking))
                        .contains("cancelled"));
                at(heir).post("/api/v1/sync", "{\"mode\":\"full\"}");
                books.awaitStatus(booking, "BOOKED");

                assertThat(calcom.booking(anew).status).isEqualTo(BookingStatus.ACCEPTED);
                assertThat(books.uid(booking)).isEqualTo(anew);
                assertThat(at(heir).read(booking).at("/start")).isEqualTo(day.shown("15:00"));
            }
        }
    }

    private static Upstream at(ServerProcess server) {
        return new Upstream(URI.create(server.url()).getPort());
    }
}
