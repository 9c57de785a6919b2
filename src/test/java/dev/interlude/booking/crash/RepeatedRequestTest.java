package dev.interlude.booking.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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

    private static final String KEY = "Idempotency-Key";
    private static final Map<String, String> SETTINGS = Map.of(
            "INTERLUDE_SAGA_LEASE", "4s",
            "INTERLUDE_SAGA_RECOVERY_INTERVAL", "250",
            "INTERLUDE_SAGA_BACK_OFF", "250ms",
            "INTERLUDE_IDEMPOTENCY_LEASE", "2s",
            "INTERLUDE_IDEMPOTENCY_RENEW_EVERY", "500",
            "INTERLUDE_CALCOM_RESPONSE_TIMEOUT", "60000",
            "INTERLUDE_CALCOM_LONGEST_CALL", "6s");

    private static Sandbox sandbox;
    private static ServerProcess heir;

    private static Day bookingDay;
    private static JsonNode booking;
    private static Day seriesDay;
    private static JsonNode series;
    private static Day standingDay;
    private static JsonNode standing;

    /** Three requests are under way when the node dies. */
    @BeforeAll
    static void kill() {
        sandbox = Sandbox.start(SandboxSettings.of(CatalogFile.read(Path.of("config/catalog.yaml"))));
        var database = TestDatabase.url("asked_again");
        heir = ServerProcess.start("asked-again-heir", database, sandbox.baseUrl(), SETTINGS);
        try (var victim = ServerProcess.start("asked-again-victim", database, sandbox.baseUrl(), SETTINGS)) {
            victim.awaitReady();
            bookingDay = Day.fresh();
            booking = RequestBodies.colourAndStyle(bookingDay.at("09:00"), bookingDay.at("10:15"), "ben");
            seriesDay = Day.fresh();
            series = weekly(seriesDay.at("14:00"), "ben");
            standingDay = Day.fresh();
            standing = weekly(standingDay.at("16:00"), "anna");

            var booked = Fault.on(Operation.CREATE).gate().forEventType(212);
            holdCall(booked, () -> at(victim).posting("/api/v1/bookings", booking, KEY, bookingDay.toString()));
            var first = Fault.on(Operation.CREATE).gate().forEventType(102);
            holdCall(first, () -> at(victim).posting("/api/v1/series", series, KEY, seriesDay.toString()));
            var made =
                    Fault.on(Operation.CREATE).gateAfterWork().forEventType(101).skip(1);
            holdCall(made, () -> at(victim).posting("/api/v1/series", standing, KEY, standingDay.toString()));
            await().atMost(Duration.ofSeconds(30)).until(() -> standing() == 2);
            victim.kill();
        } finally {
            sandbox.faults().clear();
            sandbox.gates().releaseAll();
        }
        heir.awaitReady();
    }

    private static ObjectNode weekly(String start, String staff) {
        var body = RequestBodies.object().put("mode", "allOrNothing");
        body.set("booking", RequestBodies.haircut(start, staff));
        body.putObject("recurrence").put("frequency", "weekly").put("count", 2);
        return body;
    }

    /** What Cal.com does with the call, or what it answers, nobody learns. */
    private static void holdCall(Fault fault, Runnable request) {
        var waiting = sandbox.gates().waiting().size();
        sandbox.faults().add(fault);
        request.run();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> sandbox.gates().waiting().size() > waiting);
    }

    @AfterAll
    static void stop() {
        heir.close();
        sandbox.close();
    }

    @Test
    @DisplayName("waits until the first attempt is undone, and is booked: one call, one answer")
    void booking() {
        var answer = at(heir).post("/api/v1/bookings", booking, KEY, bookingDay.toString());

        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        assertThat(new AtCalcom(sandbox).liveOn(bookingDay)).hasSize(2);
    }

    @Test
    @DisplayName("does so for a series that is booked as a whole")
    void series() {
        var answer = at(heir).post("/api/v1/series", series, KEY, seriesDay.toString());

        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        assertThat(new AtCalcom(sandbox).liveOn(seriesDay)).hasSize(1);
    }

    @Test
    @DisplayName("gets the series as it was booked when all of it stands at Cal.com: nothing is cancelled or made anew")
    void seriesThatStands() {
        var answer = at(heir).post("/api/v1/series", standing, KEY, standingDay.toString());

        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        assertThat(answer.each("/occurrences", "status")).containsOnly("BOOKED").hasSize(2);
        assertThat(standing()).isEqualTo(2);
        assertThat(sandbox.bookings().stream()
                        .filter(b -> b.status.isOpen())
                        .map(b -> b.metadata.path("interludeBooking").asText()))
                .containsAll(answer.each("/occurrences", "bookingId"));
    }

    /** Bookings of that series that Cal.com has made, whatever has become of them. */
    private static long standing() {
        return sandbox.bookings().stream().filter(b -> b.eventTypeId == 101).count();
    }

    private static Upstream at(ServerProcess server) {
        return new Upstream(URI.create(server.url()).getPort());
    }
}
