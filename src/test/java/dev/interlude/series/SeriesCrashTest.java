package dev.interlude.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.interlude.catalog.CatalogFile;
import dev.interlude.sandbox.Sandbox;
import dev.interlude.sandbox.SandboxSettings;
import dev.interlude.sandbox.fault.Fault;
import dev.interlude.sandbox.http.Operation;
import dev.interlude.sandbox.model.Booking;
import dev.interlude.support.Day;
import dev.interlude.support.Reply;
import dev.interlude.support.RequestBodies;
import dev.interlude.support.SalonTest;
import dev.interlude.support.ServerProcess;
import dev.interlude.support.TestDatabase;
import dev.interlude.support.Upstream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("error-handling")
@DisplayName("A server that is killed in the middle")
@Timeout(240)
class SeriesCrashTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Map<String, String> SETTINGS = Map.of(
            "INTERLUDE_BULK_LEASE", "3s",
            "INTERLUDE_BULK_RENEW_EVERY", "1000",
            "INTERLUDE_SAGA_LEASE", "3s",
            "INTERLUDE_SAGA_RECOVERY_INTERVAL", "250",
            "INTERLUDE_SAGA_BACK_OFF", "250ms",
            "INTERLUDE_IDEMPOTENCY_LEASE", "3s",
            "INTERLUDE_IDEMPOTENCY_RENEW_EVERY", "1000",
            "INTERLUDE_CALCOM_LONGEST_CALL", "6s");

    @Test
    @DisplayName(
            "of two series and a cascade has another finish the one, undo the other and cancel the rest; repeats double nothing")
    void another() {
        var database = TestDatabase.url("series_crash");
        var days = Stream.iterate(Day.ofFarWeek(), Day::next).limit(4).toList();
        try (var sandbox = Sandbox.start(SandboxSettings.of(CatalogFile.read(Path.of("config/catalog.yaml"))));
                var victim = ServerProcess.start("series-victim", database, sandbox.baseUrl(), SETTINGS)) {
            victim.awaitReady();
            try (var heir = ServerProcess.start("series-heir", database, sandbox.baseUrl(), SETTINGS)) {
                heir.awaitReady();
                var first = at(victim).booked(RequestBodies.haircut(days.get(0).at("09:00"), "emil"));
                var second = at(victim)
                        .booked(RequestBodies.haircut(days.get(0).at("10:00"), "emil")
                                .put("linkedTo", first.id()));
                var third = at(victim)
                        .booked(RequestBodies.haircut(days.get(0).at("11:00"), "emil")
                                .put("linkedTo", second.id()));
                var each = SalonTest.series(
                        RequestBodies.haircut(days.get(0).at("10:00"), "anna"), "daily", 4, "bestEffort");
                var whole = SalonTest.series(
                        RequestBodies.haircut(days.get(0).at("10:00"), "ben"), "daily", 4, "allOrNothing");
                sandbox.faults()
                        .add(Fault.on(Operation.CREATE)
                                .forEventType(101)
                                .skip(2)
                                .gate()
                                .times(2));
                sandbox.faults()
                        .add(Fault.on(Operation.CREATE)
                                .forEventType(102)
                                .skip(2)
                                .gate()
                                .times(2));
                sandbox.faults().add(Fault.on(Operation.CANCEL).gate().times(3));

                at(victim).posting("/api/v1/series", each.toString(), "Idempotency-Key", "each");
                at(victim).posting("/api/v1/series", whole.toString(), "Idempotency-Key", "whole");
                at(victim)
                        .posting(
                                "/api/v1/bookings/" + first.id() + "/cancel",
                                RequestBodies.object().put("cascade", true).toString(),
                                "Idempotency-Key",
                                "cascade");
                await("all three are in the middle")
                        .atMost(PATIENCE)
                        .until(() -> live(sandbox, 101).size() == 2
                                && live(sandbox, 102).size() == 2
                                && sandbox.gates().waiting().stream()
                                                .filter(held -> held.operation() == Operation.CANCEL)
                                                .count()
                                        == 3);
                victim.kill();
                sandbox.faults().clear();
                sandbox.gates().killAll();

                await("nobody is asked, and the cascade ends, the one series is booked, the other undone")
                        .atMost(PATIENCE)
                        .untilAsserted(() -> {
                            assertThat(List.of(first, second, third)).allSatisfy(b -> assertThat(
                                            at(heir).read(b.id()).at("/status"))
                                    .isEqualTo("CANCELLED"));
                            assertThat(live(sandbox, 105)).isEmpty();
                            assertThat(live(sandbox, 101)).hasSize(4);
                            assertThat(live(sandbox, 102)).isEmpty();
                        });

                var finished = again(heir, each.toString(), "each");
                assertThat(finished.each("/occurrences", "status"))
                        .containsOnly("BOOKED")
                        .hasSize(4);
                var anew = again(heir, whole.toString(), "whole");
                assertThat(anew.each("/occurrences", "status"))
                        .containsOnly("BOOKED")
                        .hasSize(4);
                assertThat(live(sandbox, 101)).hasSize(4);
                assertThat(live(sandbox, 102)).hasSize(4);
                assertThat(ours(live(sandbox, 101)))
                        .containsExactlyInAnyOrderElementsOf(finished.each("/occurrences", "bookingId"));
                assertThat(ours(live(sandbox, 102)))
                        .containsExactlyInAnyOrderElementsOf(anew.each("/occurrences", "bookingId"));
            }
        }
    }

    private static Reply again(ServerProcess server, String body, String key) {
        return await().atMost(PATIENCE)
                .until(
                        () -> at(server).post("/api/v1/series", body, "Idempotency-Key", key),
                        reply -> reply.status() == 201);
    }

    private static List<String> ours(List<Booking> rows) {
        return rows.stream()
                .map(b -> b.metadata.path("interludeBooking").asText())
                .toList();
    }

    private static List<Booking> live(Sandbox sandbox, long eventType) {
        return sandbox.bookings().stream()
                .filter(b -> b.status.isOpen() && b.eventTypeId == eventType)
                .toList();
    }

    private static Upstream at(ServerProcess server) {
        return new Upstream(URI.create(server.url()).getPort());
    }
}
