package dev.interlude.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.interlude.catalog.CatalogFile;
import dev.interlude.sandbox.Sandbox;
import dev.interlude.sandbox.SandboxSettings;
import dev.interlude.sandbox.webhook.Signature;
import dev.interlude.support.Day;
import dev.interlude.support.Deliverable;
import dev.interlude.support.FromCalcom;
import dev.interlude.support.ServerProcess;
import dev.interlude.support.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;

@Tag("kafka")
@DisplayName("Cal.com's webhooks from a Kafka topic")
@Timeout(600)
class WebhooksFromKafkaTest {

    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final String REFUSED = "calcom-webhooks-refused";
    private static final String SIGNATURE = "X-Cal-Signature-256";

    private static KafkaBroker broker;
    private static Sandbox calcom;
    private static ServerProcess server;
    private static JdbcClient jdbc;

    @BeforeAll
    static void start() {
        broker = KafkaBroker.start("webhooks-broker");
        broker.create(REFUSED, Map.of());
        broker.create("webhooks", Map.of());
        calcom = Sandbox.start(SandboxSettings.of(CatalogFile.read(Path.of("config/catalog.yaml"))));
        server = server("webhooks-from-kafka", "webhooks", FlowsWithKafka.copied("webhooks-routes"))
                .awaitReady();
        jdbc = JdbcClient.create(TestDatabase.another("webhooks_from_kafka"));
    }

    @AfterAll
    static void stop() {
        server.close();
        calcom.close();
        broker.close();
    }

    private static ServerProcess server(String name, String topic, Path routes) {
        return ServerProcess.start(
                name,
                TestDatabase.url(name.replace('-', '_')),
                calcom.baseUrl(),
                Map.of(
                        "INTERLUDE_ROUTES",
                        routes.toString(),
                        "INTERLUDE_BROKER_SERVERS",
                        broker.servers(),
                        "INTERLUDE_BROKER_GROUP",
                        name,
                        "INTERLUDE_BROKER_WEBHOOKS",
                        topic,
                        "INTERLUDE_SAGA_LEASE",
                        "5s"));
    }

    @Test
    @DisplayName("have the effect that they have by HTTP, once, however often they come")
    void effect() {
        var uid = uid();
        var body = Deliverable.created(uid, 101, Day.fresh().instant("09:00"), "else@example.com");
        signed("webhooks", body);
        signed("webhooks", body);

        await("both are in the inbox").atMost(PATIENCE).until(() -> statuses(jdbc, uid)
                .equals(List.of("DUPLICATE", "PROCESSED")));
        assertThat(bookings(jdbc, uid)).isEqualTo(1);
        await("both are behind the group")
                .atMost(PATIENCE)
                .until(() -> broker.committed("webhooks-from-kafka", "webhooks")
                        == broker.records("webhooks").size());
    }

    @Test
    @DisplayName("that Cal.com has not signed are put aside and counted, and hold up none behind them")
    void forged() {
        var before = server.metric("interlude_webhook_refused_total");
        var aside = broker.records(REFUSED).size();
        var uid = uid();
        var behind = uid();
        var day = Day.fresh();
        var forged = Deliverable.created(uid, 102, day.instant("09:00"), "forger@example.com");
        // One key: all are in one partition, in this order.
        broker.send("webhooks", "one", bytes(forged), SIGNATURE, Signature.of(bytes(forged), "another-secret"));
        broker.send("webhooks", "one", bytes(forged));
        broker.send("webhooks", "one", bytes("no JSON"), SIGNATURE, "no signature");
        broker.send("webhooks", "one", new byte[] {(byte) 0xff, 0}, "CamelKafkaManualCommit", "x", "account", "salon");
        broker.send("webhooks", "one", null);
        var unreadable = bytes("no JSON " + uid);
        broker.send("webhooks", "one", unreadable, SIGNATURE, Signature.of(unreadable, FromCalcom.SECRET));
        var good = bytes(Deliverable.created(behind, 102, day.instant("10:00"), "else@example.com"));
        broker.send("webhooks", "one", good, SIGNATURE, Signature.of(good, FromCalcom.SECRET));

        await("the one behind them").atMost(PATIENCE).until(() -> statuses(jdbc, behind)
                .equals(List.of("PROCESSED")));
        assertThat(bookings(jdbc, uid)).isZero();
        assertThat(statuses(jdbc, uid)).isEmpty();
        assertThat(server.metric("interlude_webhook_refused_total") - before).isEqualTo(5);
        var put = broker.records(REFUSED);
        assertThat(put).hasSize(aside + 5);
        assertThat(put)
                .filteredOn(record ->
                        record.value() != null && new String(record.value(), StandardCharsets.UTF_8).equals(forged))
                .hasSize(2)
                .anySatisfy(record -> assertThat(new String(
                                record.headers().lastHeader(SIGNATURE).value(), StandardCharsets.UTF_8))
                        .isEqualTo(Signature.of(bytes(forged), "another-secret")));
        assertThat(jdbc.sql("select count(*) from webhook_delivery where status = 'DEAD' and body = :body")
                        .param("body", unreadable)
                        .query(Integer.class)
                        .single())
                .as("signed, but unreadable: a dead letter in the inbox")
                .isEqualTo(1);
    }

    @Test
    @DisplayName("wait in the topic while the database takes none, and none is lost")
    void database() {
        var before = server.metric("interlude_background_failures_total", "webhook-accept-record");
        jdbc.sql(
                        """
                create or replace function full_disk() returns trigger language plpgsql as
                $$ begin raise exception 'no room for %', new.calcom_uid; end $$
                """)
                .update();
        jdbc.sql("create trigger full_disk before insert on webhook_delivery for each row execute function full_disk()")
                .update();
        var uids = List.of(uid(), uid(), uid());
        var day = Day.fresh();
        try {
            for (int n = 0; n < uids.size(); n++) {
                signed(
                        "webhooks",
                        Deliverable.created(uids.get(n), 103, day.instant("1" + n + ":00"), "else@example.com"));
            }
            await("it is tried again and again")
                    .atMost(PATIENCE)
                    .until(() -> server.metric("interlude_background_failures_total", "webhook-accept-record")
                            >= before + 3);
        } finally {
            jdbc.sql("drop trigger full_disk on webhook_delivery").update();
        }

        await("all have their effect").atMost(PATIENCE).until(() -> uids.stream()
                .allMatch(uid -> statuses(jdbc, uid).equals(List.of("PROCESSED"))));
        assertThat(uids).allSatisfy(uid -> assertThat(bookings(jdbc, uid)).isEqualTo(1));
    }

    @Test
    @DisplayName("have one effect also when the server is killed between their storage and the commit of their offset")
    void killed() throws IOException {
        broker.create("killed", Map.of());
        var routes = FlowsWithKafka.copied("killed-routes");
        var flow = routes.resolve("webhook/records.camel.yaml");
        var whole = Files.readString(flow);
        var commit = "              - script:\n                  id: webhook-accept-record-commit\n";
        assertThat(whole).contains(commit);
        Files.writeString(
                flow,
                whole.replace(
                        commit,
                        """
                              - delay:
                                  id: webhook-accept-record-halt
                                  asyncDelayed: false
                                  expression:
                                    constant:
                                      expression: "600000"
                """
                                        .indent(0)
                                + commit));
        var uid = uid();
        var stored = JdbcClient.create(TestDatabase.another("killed_at_commit"));
        try (var victim = server("killed-at-commit", "killed", routes).awaitReady()) {
            signed("killed", Deliverable.created(uid, 104, Day.fresh().instant("09:00"), "else@example.com"));
            await("it is stored").atMost(PATIENCE).until(() -> statuses(stored, uid)
                    .equals(List.of("PROCESSED")));
            assertThat(broker.committed("killed-at-commit", "killed")).isZero();
            victim.kill();
        }
        Files.writeString(flow, whole);
        try (var successor = server("killed-at-commit", "killed", routes).awaitReady()) {
            await("it came again").atMost(PATIENCE).until(() -> broker.committed("killed-at-commit", "killed") == 1);
            assertThat(statuses(stored, uid)).containsExactly("DUPLICATE", "PROCESSED");
            assertThat(bookings(stored, uid)).isEqualTo(1);
        }
    }

    private static void signed(String topic, String body) {
        broker.send(topic, "calcom", bytes(body), SIGNATURE, Signature.of(bytes(body), FromCalcom.SECRET));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String uid() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    private static List<String> statuses(JdbcClient jdbc, String uid) {
        return jdbc.sql("select status from webhook_delivery where calcom_uid = :uid order by status")
                .param("uid", uid)
                .query(String.class)
                .list();
    }

    private static int bookings(JdbcClient jdbc, String uid) {
        return jdbc.sql("select count(distinct booking) from segment where calcom_uid = :uid")
                .param("uid", uid)
                .query(Integer.class)
                .single();
    }
}
