package dev.interlude.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.interlude.catalog.CatalogFile;
import dev.interlude.sandbox.Sandbox;
import dev.interlude.sandbox.SandboxSettings;
import dev.interlude.sandbox.fault.Fault;
import dev.interlude.sandbox.http.Operation;
import dev.interlude.support.Day;
import dev.interlude.support.PostgresProcesses;
import dev.interlude.support.Reply;
import dev.interlude.support.RequestBodies;
import dev.interlude.support.ServerProcess;
import dev.interlude.support.Upstream;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

@Tag("error-handling")
@DisplayName("While the database accepts nothing and answers nothing")
@Timeout(180)
class FrozenDatabaseTest {

    private static final Duration SOON = Duration.ofSeconds(8);
    private static final int MORE_THAN_CONNECTIONS = 40;
    private static final String KEY = "frozen-half-way";
    private static final Map<String, String> SETTINGS = Map.of(
            "INTERLUDE_SAGA_LEASE", "3s",
            "INTERLUDE_SAGA_RECOVERY_INTERVAL", "250",
            "INTERLUDE_SAGA_BACK_OFF", "250ms",
            "INTERLUDE_CALCOM_LONGEST_CALL", "6s");

    private record Answered(Reply reply, Duration after) {}

    private final Day day = Day.fresh();

    @TempDir
    private Path cluster;

    @Test
    @DisplayName("callers get 503 within seconds; afterwards the same node serves, and nothing is half done")
    void frozen() throws IOException {
        try (var sandbox = Sandbox.start(SandboxSettings.of(CatalogFile.read(Path.of("config/catalog.yaml"))));
                var postgres = EmbeddedPostgres.builder()
                        .setDataDirectory(cluster)
                        .setRegisterShutdownHook(false)
                        .start();
                var server = ServerProcess.start(
                        "frozen-database", postgres.getJdbcUrl("postgres", "postgres"), sandbox.baseUrl(), SETTINGS)) {
            server.awaitReady();
            var processes = new PostgresProcesses(cluster);
            var caller = new Upstream(URI.create(server.url()).getPort());
            var health = new Upstream(server.managementPort());
            var stands = caller.booked(RequestBodies.haircut(day.at("09:00"), "anna"))
                    .id();
            sandbox.faults().add(Fault.on(Operation.CREATE).gateAfterWork());
            var body = RequestBodies.haircut(day.at("11:00"), "anna");
            var half = caller.booking(body, "Idempotency-Key", KEY);
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> sandbox.gates().waiting().size() == 1);

            var asked = new ArrayList<CompletableFuture<Answered>>();
            CompletableFuture<Answered> ready;
            CompletableFuture<Answered> alive;
            try {
                processes.freeze();
                sandbox.faults().clear();
                sandbox.gates().releaseAll();
                asked.add(timed(half));
                for (int n = 0; n < MORE_THAN_CONNECTIONS; n++) {
                    asked.add(timed(caller.getting("/api/v1/bookings/" + stands)));
                }
                asked.add(timed(caller.booking(RequestBodies.haircut(day.at("13:00"), "ben"))));
                ready = timed(health.getting("/actuator/health/readiness"));
                alive = timed(health.getting("/actuator/health/liveness"));

                for (var answer : asked) {
                    requireUnavailable(answer.join());
                }
                assertThat(ready.join().reply().status()).isEqualTo(503);
                assertThat(ready.join().after()).isLessThan(SOON);
                assertThat(alive.join().reply().status()).isEqualTo(200);
                assertThat(alive.join().after()).isLessThan(SOON);

                var later = timed(caller.getting("/api/v1/bookings/" + stands)).join();
                requireUnavailable(later);
                assertThat(later.after()).as("once it is known").isLessThan(Duration.ofSeconds(1));
            } finally {
                processes.thaw();
            }

            await().atMost(Duration.ofSeconds(20))
                    .until(() -> caller.read(stands).status() == 200);
            var jdbc = JdbcClient.create(postgres.getPostgresDatabase());
            await("no saga is left open")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> jdbc.sql("select count(*) from saga where ended_at is null")
                                    .query(Integer.class)
                                    .single()
                            == 0);
            assertThat(liveThere(sandbox)).isEqualTo(bookedHere(jdbc)).contains(stands);

            var again = await().atMost(Duration.ofSeconds(30))
                    .until(() -> caller.book(body, "Idempotency-Key", KEY), reply -> reply.status() == 201);
            assertThat(liveThere(sandbox)).isEqualTo(bookedHere(jdbc)).contains(again.id());
        }
    }

    private static void requireUnavailable(Answered answered) {
        assertThat(answered.reply().status()).as(answered.toString()).isEqualTo(503);
        assertThat(answered.reply().code()).isEqualTo("UNAVAILABLE");
        assertThat(answered.reply().header("Retry-After")).isNotNull();
        assertThat(answered.after()).as(answered.toString()).isLessThan(SOON);
    }

    private static CompletableFuture<Answered> timed(CompletableFuture<Reply> asked) {
        var began = Instant.now();
        return asked.thenApply(reply -> new Answered(reply, Duration.between(began, Instant.now())));
    }

    private static List<String> liveThere(Sandbox sandbox) {
        return sandbox.bookings().stream()
                .filter(booking -> booking.status.isOpen())
                .map(booking -> booking.metadata.path("interludeBooking").asText())
                .sorted()
                .toList();
    }

    private static List<String> bookedHere(JdbcClient jdbc) {
        return jdbc.sql("select id::text from booking where status = 'BOOKED' order by 1")
                .query(String.class)
                .list();
    }
}
