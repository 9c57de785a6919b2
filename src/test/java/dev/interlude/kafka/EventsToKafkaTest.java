package dev.interlude.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.catalog.CatalogFile;
import dev.interlude.sandbox.Sandbox;
import dev.interlude.sandbox.SandboxSettings;
import dev.interlude.support.Day;
import dev.interlude.support.RequestBodies;
import dev.interlude.support.ServerProcess;
import dev.interlude.support.TestDatabase;
import dev.interlude.support.Upstream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;

@Tag("kafka")
@DisplayName("Events to a Kafka topic")
@Timeout(600)
class EventsToKafkaTest {

    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final List<String> STAFF = List.of("anna", "ben", "cleo", "dora", "emil");
    private static final List<String> TOPICS = List.of("bookings", "narrow", "pressure");
    private static final int EACH = 4;

    private static KafkaBroker broker;
    private static Sandbox calcom;
    private static ServerProcess server;
    private static Upstream caller;
    private static JdbcClient jdbc;

    @BeforeAll
    static void start() {
        broker = KafkaBroker.start("events-broker");
        TOPICS.forEach(
                topic -> broker.create(topic, topic.equals("narrow") ? Map.of("max.message.bytes", "2000") : Map.of()));
        calcom = Sandbox.start(SandboxSettings.of(CatalogFile.read(Path.of("config/catalog.yaml"))));
        server = ServerProcess.start(
                        "events-to-kafka",
                        TestDatabase.url("events_to_kafka"),
                        calcom.baseUrl(),
                        Map.of(
                                "INTERLUDE_ROUTES",
                                FlowsWithKafka.copied("events-routes").toString(),
                                "INTERLUDE_BROKER_ADDRESSES",
                                TOPICS.stream().map("kafka:"::concat).collect(Collectors.joining(",")),
                                "INTERLUDE_BROKER_SERVERS",
                                broker.servers(),
                                "INTERLUDE_OUTBOX_ANSWER_LIMIT",
                                "3000",
                                "INTERLUDE_OUTBOX_BACK_OFF",
                                "500ms"))
                .awaitReady();
        caller = new Upstream(URI.create(server.url()).getPort());
        jdbc = JdbcClient.create(TestDatabase.another("events_to_kafka"));
    }

    @AfterAll
    static void stop() {
        server.close();
        calcom.close();
        broker.close();
    }

    @Test
    @DisplayName(
            "come in order per booking, each at least once, also when the broker was away for a while; with no header but ours")
    void inOrder() {
        var subscription = subscribed("kafka:bookings", "booking.created", "booking.rescheduled", "booking.cancelled");
        var times = List.of("09:00", "09:30", "10:00", "10:30", "11:00", "11:30", "12:00", "12:30", "13:00", "13:30");
        var day = Day.fresh();
        var another = Day.fresh();
        var bookings = new LinkedHashMap<String, String>();
        for (int n = 0; n < 50; n++) {
            if (n == 25) {
                await("some have come").atMost(PATIENCE).until(() -> !delivered(subscription)
                        .isEmpty());
                broker.stop();
            }
            var time = times.get(n / STAFF.size());
            var booked = caller.bookAgainAsTold(RequestBodies.haircut(day.at(time), STAFF.get(n % STAFF.size())));
            assertThat(booked.status()).as(booked.text()).isEqualTo(201);
            bookings.put(booked.id(), time);
        }
        bookings.forEach((id, time) -> {
            var moved = caller.move(id, RequestBodies.to(another.at(time)));
            assertThat(moved.status()).as(moved.text()).isEqualTo(200);
        });
        await("the broker's absence is noticed")
                .atMost(PATIENCE)
                .until(() -> jdbc.sql(
                                        "select count(*) from event_delivery where subscription = :id and last_error is not null")
                                .param("id", subscription)
                                .query(Integer.class)
                                .single()
                        > 0);
        broker.restart();
        bookings.keySet().forEach(caller::cancel);
        await("all are taken")
                .atMost(PATIENCE)
                .until(() -> delivered(subscription).size() == 150);

        var byBooking = broker.records("bookings").stream().collect(Collectors.groupingBy(ConsumerRecord::key));
        assertThat(byBooking.keySet()).containsExactlyInAnyOrderElementsOf(bookings.keySet());
        byBooking.forEach((booking, records) -> {
            var first = new LinkedHashMap<String, String>();
            records.forEach(record -> first.putIfAbsent(header(record, "ce_id"), header(record, "ce_type")));
            assertThat(first.values()).containsExactly("booking.created", "booking.rescheduled", "booking.cancelled");
            assertThat(records)
                    .extracting(ConsumerRecord::partition)
                    .containsOnly(records.get(0).partition());
            assertThat(records).allSatisfy(record -> {
                var event = json(record);
                assertThat(names(record)).containsExactlyInAnyOrder("ce_id", "ce_type", "traceparent", "content-type");
                assertThat(header(record, "content-type")).startsWith("application/cloudevents+json");
                assertThat(header(record, "ce_id")).isEqualTo(event.path("id").asText());
                assertThat(header(record, "ce_type"))
                        .isEqualTo(event.path("type").asText());
                assertThat(event.path("subject").asText()).isEqualTo(booking);
                assertThat(event.at("/data/id").asText()).isEqualTo(booking);
                assertThat(header(record, "traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]");
            });
        });
    }

    @Test
    @DisplayName("that the broker refuses are dead letters in the end, others go on, and a replay brings them")
    void refused() {
        var subscription = subscribed("kafka:narrow", "series.created");
        var run = UUID.randomUUID().toString();
        announce("series.created", run + "-wide", "x".repeat(3_000));
        announce("series.created", run + "-slim", "x");

        await("the slim one is taken").atMost(PATIENCE).until(() -> delivered(subscription)
                .contains(run + "-slim"));
        await("the wide one is refused").atMost(PATIENCE).until(() -> lastErrors(subscription)
                .contains("refused it: RecordTooLargeException"));
        jdbc.sql(
                        "update event_delivery set since = now() - interval '2 days' where subscription = :id and status = 'PENDING'")
                .param("id", subscription)
                .update();
        await("it is given up").atMost(PATIENCE).until(() -> dead(subscription) == 1);
        assertThat(subjects("narrow")).containsExactly(run + "-slim");

        broker.change("narrow", "max.message.bytes", "100000");
        var replayed = caller.post("/api/v1/subscriptions/" + subscription + "/replay", "{}");
        assertThat(replayed.at("/replayed")).isEqualTo("1");

        await("it is taken").atMost(PATIENCE).until(() -> delivered(subscription)
                .contains(run + "-wide"));
        assertThat(subjects("narrow")).containsExactlyInAnyOrder(run + "-slim", run + "-wide");
    }

    @Test
    @DisplayName("wait in the database while the broker is silent, a few at a time on their way; then all of them come")
    void silent() {
        var subscription = subscribed("kafka:pressure", "sync.drift_found");
        var run = UUID.randomUUID().toString();
        broker.freeze();
        try {
            for (int n = 0; n < 300; n++) {
                announce("sync.drift_found", run + "-" + n, "x".repeat(1_000));
            }
            await("its silence is noticed").atMost(PATIENCE).until(() -> lastErrors(subscription)
                    .contains("did not answer in time"));
            await("one at a time is tried")
                    .during(Duration.ofSeconds(5))
                    .atMost(PATIENCE)
                    .until(() -> claimed(subscription) <= 1);
            assertThat(caller.get("/api/v1/events?limit=1").status()).isEqualTo(200);
            assertThat(delivered(subscription)).isEmpty();
        } finally {
            broker.thaw();
        }

        var most = new int[1];
        await("all are taken")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    most[0] = Math.max(most[0], claimed(subscription));
                    return delivered(subscription).size() == 300;
                });
        assertThat(most[0]).isBetween(1, EACH);
        assertThat(subjects("pressure"))
                .filteredOn(subject -> subject.startsWith(run))
                .doesNotHaveDuplicates()
                .hasSize(300);
    }

    @Test
    @DisplayName("go only to topics that the settings name")
    void otherTopics() {
        var body = RequestBodies.object().put("url", "kafka:payroll");
        body.putArray("events").add("booking.created");

        assertThat(caller.post("/api/v1/subscriptions", body).pointers()).containsExactly("/url");
    }

    private static UUID subscribed(String url, String... types) {
        var body = RequestBodies.object().put("url", url);
        List.of(types).forEach(body.withArray("events")::add);
        var reply = caller.post("/api/v1/subscriptions", body);
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        return UUID.fromString(reply.id());
    }

    private static void announce(String type, String subject, String text) {
        jdbc.sql(
                        "insert into event (id, type, subject, at, data) values (:id, :type, :subject, now(), json_build_object('text', :text))")
                .param("id", UUID.randomUUID())
                .param("type", type)
                .param("subject", subject)
                .param("text", text)
                .update();
    }

    /** The subjects of what is said to be delivered. */
    private static List<String> delivered(UUID subscription) {
        return jdbc.sql("select subject from event_delivery where subscription = :id and status = 'DELIVERED'")
                .param("id", subscription)
                .query(String.class)
                .list();
    }

    private static int dead(UUID subscription) {
        return count("status = 'DEAD'", subscription);
    }

    private static int claimed(UUID subscription) {
        return count("claim is not null", subscription);
    }

    private static int count(String which, UUID subscription) {
        return jdbc.sql("select count(*) from event_delivery where subscription = :id and " + which)
                .param("id", subscription)
                .query(Integer.class)
                .single();
    }

    private static List<String> lastErrors(UUID subscription) {
        return jdbc.sql("select last_error from event_delivery where subscription = :id and last_error is not null")
                .param("id", subscription)
                .query(String.class)
                .list();
    }

    private static List<String> subjects(String topic) {
        return broker.records(topic).stream().map(ConsumerRecord::key).toList();
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static List<String> names(ConsumerRecord<String, byte[]> record) {
        var names = new ArrayList<String>();
        StreamSupport.stream(record.headers().spliterator(), false).forEach(header -> names.add(header.key()));
        return names;
    }

    private static JsonNode json(ConsumerRecord<String, byte[]> record) {
        return Upstream.parsed(new String(record.value(), StandardCharsets.UTF_8));
    }
}
