package dev.interlude.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.interlude.catalog.CatalogFile;
import dev.interlude.sandbox.Sandbox;
import dev.interlude.sandbox.SandboxSettings;
import dev.interlude.sandbox.webhook.Signature;
import dev.interlude.support.Deliverable;
import dev.interlude.support.FromCalcom;
import dev.interlude.support.RequestBodies;
import dev.interlude.support.ServerProcess;
import dev.interlude.support.TestDatabase;
import dev.interlude.support.Upstream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How much one node hands to Kafka and takes from it, all on one machine: figures for docs/scaling.md. */
@Tag("performance")
@DisplayName("One node and a Kafka broker")
class KafkaLoadTest {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int EVENTS = 5_000;
    private static final int WEBHOOKS = 5_000;

    private static KafkaBroker broker;
    private static Sandbox calcom;

    @BeforeAll
    static void start() {
        broker = KafkaBroker.start("load-broker");
        broker.create("webhooks", Map.of());
        broker.create("calcom-webhooks-refused", Map.of());
        calcom = Sandbox.start(SandboxSettings.of(CatalogFile.read(Path.of("config/catalog.yaml"))));
    }

    @AfterAll
    static void stop() {
        calcom.close();
        broker.close();
    }

    private static ServerProcess server(String name, int each) {
        return ServerProcess.start(
                        name,
                        TestDatabase.url(name.replace('-', '_')),
                        calcom.baseUrl(),
                        Map.of(
                                "INTERLUDE_ROUTES",
                                        FlowsWithKafka.copied("load-routes").toString(),
                                "INTERLUDE_BROKER_ADDRESSES", "kafka:load-" + each,
                                "INTERLUDE_BROKER_SERVERS", broker.servers(),
                                "INTERLUDE_BROKER_WEBHOOKS", "webhooks",
                                "INTERLUDE_OUTBOX_AT_ONCE_EACH", Integer.toString(each)))
                .awaitReady();
    }

    @ParameterizedTest(name = "{0} at once")
    @ValueSource(ints = {4, 16})
    @DisplayName("events, two of each booking, two kilobytes each:")
    void events(int each) {
        broker.create("load-" + each, Map.of());
        var name = "kafka-load-" + each;
        try (var server = server(name, each)) {
            var jdbc = JdbcClient.create(TestDatabase.another(name.replace('-', '_')));
            announce(jdbc, "warm-up", 1_000);
            placed(jdbc, "placed, warming up", 1_000);
            announce(jdbc, "placed", EVENTS);
            placed(jdbc, "events given their place in the one order", EVENTS);

            var body = RequestBodies.object().put("url", "kafka:load-" + each);
            body.putArray("events").add("sync.drift_found");
            var caller = new Upstream(URI.create(server.url()).getPort());
            assertThat(caller.post("/api/v1/subscriptions", body).status()).isEqualTo(201);
            announce(jdbc, "warmer", 1_000);
            delivered(jdbc, "delivered, warming up", 1_000);
            announce(jdbc, "sent", EVENTS);
            delivered(jdbc, "events taken by the broker, %d at once".formatted(each), EVENTS);
            assertThat(broker.records("load-" + each)).hasSizeGreaterThanOrEqualTo(EVENTS + 1_000);
        }
    }

    @Test
    @DisplayName("webhooks from a topic, each of another booking")
    void webhooks() {
        try (var server = server("kafka-load-webhooks", 4)) {
            var jdbc = JdbcClient.create(TestDatabase.another("kafka_load_webhooks"));
            var first = Instant.parse("2035-01-01T08:00:00Z");
            broker.sendAll("webhooks", IntStream.range(0, WEBHOOKS).mapToObj(n -> {
                var body = Deliverable.created(
                                "load" + n, 101, first.plus(Duration.ofMinutes(30L * n)), "load@example.com")
                        .getBytes(StandardCharsets.UTF_8);
                return Map.entry(body, Signature.of(body, FromCalcom.SECRET));
            }));
            until(
                    jdbc,
                    "webhooks with their effect",
                    WEBHOOKS,
                    "select count(*) from webhook_delivery where status = 'PROCESSED'");
        }
    }

    private static void announce(JdbcClient jdbc, String run, int count) {
        jdbc.sql(
                        """
                insert into event (id, type, subject, at, data)
                select gen_random_uuid(), 'sync.drift_found', :run || n / 2, now(), json_build_object('text', repeat('x', 2000))
                from generate_series(0, :count - 1) n
                """)
                .param("run", run)
                .param("count", count)
                .update();
    }

    private static void placed(JdbcClient jdbc, String what, int count) {
        until(jdbc, what, count, "select %d - count(*) from event where position is null".formatted(count));
    }

    private static void delivered(JdbcClient jdbc, String what, int count) {
        var open = "select %d - count(*) from event where position is null".formatted(count);
        await().atMost(PATIENCE).until(() -> jdbc.sql(open).query(Integer.class).single() > 0);
        until(
                jdbc,
                what,
                count,
                "select %d - (select count(*) from event where position is null) - (select count(*) from event_delivery where status = 'PENDING')"
                        .formatted(count));
    }

    /** From now until all are done. */
    private static void until(JdbcClient jdbc, String what, int count, String done) {
        var begun = System.nanoTime();
        await(what)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> jdbc.sql(done).query(Integer.class).single() >= count);
        var seconds = (System.nanoTime() - begun) / 1e9;
        System.out.printf("%-50s %,7d in %6.1f s: %,6.0f a second%n", what, count, seconds, count / seconds);
    }
}
