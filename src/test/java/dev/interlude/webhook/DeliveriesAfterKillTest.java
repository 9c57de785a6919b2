package dev.interlude.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.interlude.catalog.CatalogFile;
import dev.interlude.sandbox.Sandbox;
import dev.interlude.sandbox.SandboxSettings;
import dev.interlude.sandbox.webhook.Signature;
import dev.interlude.support.Deliverable;
import dev.interlude.support.FromCalcom;
import dev.interlude.support.ServerProcess;
import dev.interlude.support.TestDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@Tag("sync")
@DisplayName("After kill -9 under a stream of deliveries")
class DeliveriesAfterKillTest {

    private static final int PER_SECOND = 200;
    private static final Duration STREAM = Duration.ofSeconds(4);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long[] CUTS = {101, 102, 103, 104, 105};

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Set<String> answered = ConcurrentHashMap.newKeySet();
    private final AtomicInteger sent = new AtomicInteger();

    @Test
    @DisplayName("each delivery that was answered has its effect exactly once")
    void exactlyOnce() throws Exception {
        var database = TestDatabase.url("deliveries_after_kill");
        var jdbc = JdbcClient.create(TestDatabase.another("deliveries_after_kill"));
        var catalog = CatalogFile.read(Path.of("config/catalog.yaml"));
        try (var sandbox = Sandbox.start(SandboxSettings.of(catalog))) {
            try (var server = start(database, sandbox)) {
                var stream = Executors.newScheduledThreadPool(16);
                stream.scheduleAtFixedRate(
                        () -> stream.execute(() -> deliver(server.url())),
                        0,
                        1_000_000 / PER_SECOND,
                        TimeUnit.MICROSECONDS);
                await().pollDelay(STREAM).atMost(PATIENCE).until(() -> answered.size() > PER_SECOND);
                server.kill();
                stream.shutdownNow();
                stream.awaitTermination(10, TimeUnit.SECONDS);
            }
            var stored = jdbc.sql("select count(*) from webhook_delivery")
                    .query(Integer.class)
                    .single();
            assertThat(stored).isGreaterThanOrEqualTo(answered.size());
            try (var server = start(database, sandbox)) {
                await().atMost(PATIENCE).until(() -> jdbc.sql(
                                "select count(*) from webhook_delivery where status in ('RECEIVED', 'FAILED')")
                        .query(Integer.class)
                        .single()
                        .equals(0));
            }
        }
        var taken = jdbc.sql(
                        """
                select s.calcom_uid from segment s join booking b on b.id = s.booking
                where b.status = 'BOOKED' and s.status = 'BOOKED'
                  and (select count(*) from booking_history h where h.booking = b.id and h.what = 'made in Cal.com') = 1
                """)
                .query(String.class)
                .list();
        assertThat(taken).doesNotHaveDuplicates().containsAll(answered);
        assertThat(jdbc.sql("select count(*) from booking").query(Integer.class).single())
                .isEqualTo(taken.size());
        assertThat(jdbc.sql("select count(*) from webhook_effect")
                        .query(Integer.class)
                        .single())
                .isEqualTo(taken.size());
    }

    private static ServerProcess start(String database, Sandbox sandbox) {
        return ServerProcess.start("deliveries-after-kill", database, sandbox.baseUrl(), Map.of())
                .awaitReady();
    }

    private void deliver(String server) {
        var n = sent.getAndIncrement();
        var uid = "killed" + n;
        var start = Instant.parse("2031-01-01T00:00:00Z").plus(Duration.ofMinutes(30L * (n / CUTS.length)));
        var body = Deliverable.created(uid, CUTS[n % CUTS.length], start, "else@example.com")
                .getBytes(StandardCharsets.UTF_8);
        try {
            var answer = http.send(
                    HttpRequest.newBuilder(URI.create(server + "/webhooks/calcom"))
                            .header("Content-Type", "application/json")
                            .header("X-Cal-Signature-256", Signature.of(body, FromCalcom.SECRET))
                            .POST(BodyPublishers.ofByteArray(body))
                            .build(),
                    BodyHandlers.discarding());
            if (answer.statusCode() == 200) {
                answered.add(uid);
            }
        } catch (Exception e) {
            // Not answered, so not promised.
        }
    }
}
