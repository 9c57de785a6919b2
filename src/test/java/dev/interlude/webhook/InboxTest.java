package dev.interlude.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.interlude.sandbox.webhook.Signature;
import dev.interlude.support.AcceptanceTest;
import dev.interlude.support.Deliverable;
import dev.interlude.support.FromCalcom;
import dev.interlude.support.Reply;
import dev.interlude.support.RequestBodies;
import dev.interlude.support.Upstream;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@Tag("sync")
@DisplayName("What is sent to us as Cal.com's")
class InboxTest extends AcceptanceTest {

    private static final int MIB = 1 << 20;
    private static final String OTHERS = "a@b.example ";

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private DataSource database;

    /** In all that this test sends. */
    private final String mark = UUID.randomUUID().toString();

    @Test
    @DisplayName(
            "is refused in time while the database does not take it, and taken in when it does; what was answered 200 is there")
    void notStored() throws SQLException {
        var bodies = IntStream.range(0, 12).mapToObj(n -> ping("-" + n)).toList();
        var began = Instant.now();
        List<Reply> refused;
        try (var lock = locked("webhook_delivery")) {
            refused = Upstream.wait(bodies.stream().map(this::delivering).toList());
            lock.rollback();
        }
        assertThat(refused).allSatisfy(reply -> {
            assertThat(reply.status()).as(reply.text()).isEqualTo(503);
            assertThat(reply.code()).isEqualTo("UNAVAILABLE");
            assertThat(reply.header("Retry-After")).isEqualTo("5");
        });
        assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(5));
        assertThat(stored()).isEmpty();

        CompletableFuture<List<Reply>> taken;
        try (var lock = locked("webhook_delivery")) {
            taken = CompletableFuture.completedFuture(
                            bodies.stream().map(this::delivering).toList())
                    .thenApplyAsync(Upstream::wait);
            awaitWaiting();
            lock.rollback();
        }
        assertThat(taken.join()).extracting(Reply::status).containsOnly(200);
        assertThat(taken.join()).extracting(reply -> reply.at("/delivery")).containsExactlyInAnyOrderElementsOf(ids());
        assertThat(stored()).hasSize(12).containsOnly("IGNORED");
        assertThat(calcom.requestsAbout(day.date()))
                .as("nobody is asked in that request")
                .isEmpty();
    }

    @Test
    @DisplayName("is refused in time while all connections to the database are in use")
    void noConnection() throws SQLException {
        var knobs = database.unwrap(HikariDataSource.class).getHikariConfigMXBean();
        var patience = knobs.getConnectionTimeout();
        var all = new ArrayList<Connection>();
        Reply refused;
        try {
            for (int n = 0; n < knobs.getMaximumPoolSize(); n++) {
                all.add(database.getConnection());
            }
            knobs.setConnectionTimeout(400);
            refused = deliver(ping(""));
        } finally {
            knobs.setConnectionTimeout(patience);
            for (var connection : all) {
                connection.close();
            }
        }
        assertThat(refused.status()).as(refused.text()).isEqualTo(503);
        assertThat(refused.header("Retry-After")).isEqualTo("5");
        assertThat(stored()).isEmpty();
        assertThat(deliver(ping("")).status()).isEqualTo(200);
        assertThat(stored()).containsExactly("IGNORED");
    }

    @Test
    @DisplayName(
            "has a megabyte at most, also in chunks, is JSON or said to be a form, and is signed for the account it is sent to")
    void refused() {
        var large = new byte[MIB + 1];
        var body = ping("").getBytes(StandardCharsets.UTF_8);
        var signature = Signature.of(body, FromCalcom.SECRET);
        var announced = send("", large, BodyPublishers.ofByteArray(large), "application/json");
        var chunked = send(
                "", large, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)), "application/json");
        assertThat(List.of(announced, chunked)).allSatisfy(reply -> {
            assertThat(reply.status()).isEqualTo(413);
            assertThat(reply.code()).isEqualTo("BODY_TOO_LARGE");
        });
        for (var type : List.of("text/plain", "multipart/form-data; boundary=x", "application/json; charset=utf-16")) {
            assertThat(send("", body, BodyPublishers.ofByteArray(body), type).code())
                    .as(type)
                    .isEqualTo("UNSUPPORTED_MEDIA_TYPE");
        }
        for (var account : List.of("/null", "/'salon'", "/SALON", "/%73alon2", "/wire")) {
            assertThat(send(account, body, BodyPublishers.ofByteArray(body), "application/json")
                            .status())
                    .as(account)
                    .isEqualTo(401);
        }
        for (var wrong : List.of("'" + signature + "'", "sha512=" + signature, signature + signature, "null")) {
            assertThat(caller.with(null)
                            .ask(
                                    "POST",
                                    "/webhooks/calcom",
                                    BodyPublishers.ofByteArray(body),
                                    "X-Cal-Signature-256",
                                    wrong)
                            .status())
                    .as(wrong)
                    .isEqualTo(401);
        }
        assertThat(stored()).isEmpty();
        assertThat(send("", body, BodyPublishers.ofByteArray(body), "application/x-www-form-urlencoded")
                        .status())
                .isEqualTo(200);
        assertThat(stored()).containsExactly("IGNORED");
    }

    record Odd(String what, String status, String body) {

        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<Odd> odd() {
        var noise = new Random(1);
        var long4000 =
                noise.ints(4_000, 'a', 'z' + 1).mapToObj(c -> "" + (char) c).collect(Collectors.joining());
        var people = IntStream.range(0, 40_000)
                .mapToObj(n -> "p" + n + "@example.com")
                .collect(Collectors.joining(" "));
        return Stream.of(
                new Odd("a megabyte of arrays in arrays", "DEAD", "[".repeat(MIB)),
                new Odd("a megabyte of objects in objects", "DEAD", "{\"a\":".repeat(MIB / 5)),
                new Odd("as deep as can be read", "IGNORED", wrapped("[".repeat(990) + "]".repeat(990))),
                new Odd("nothing", "DEAD", ""),
                new Odd("what Cal.com makes of a template that is none", "DEAD", "false"),
                new Odd("a list", "DEAD", "[{\"triggerEvent\":\"BOOKING_CREATED\"}]"),
                new Odd("no text where one should be", "IGNORED", "{\"triggerEvent\":{\"a\":1},\"payload\":[7]}"),
                new Odd("bytes that are no text", "DEAD", "{\"triggerEvent\":\"\u00ff\u00fe"),
                new Odd("a character that no column takes", "IGNORED", wrapped("\"\\u0000a\\u0000@b\\u0000.example\"")),
                new Odd("half a character", "IGNORED", wrapped("\"\\ud83da@b.example\\ud83d\"")),
                new Odd("a word with an @ longer than an index takes", "IGNORED", wrapped('"' + long4000 + "@b\"")),
                new Odd("a megabyte of one word", "IGNORED", wrapped('"' + "x".repeat(MIB - 200) + "@\"")),
                new Odd("a megabyte of @", "IGNORED", wrapped('"' + "a@".repeat(MIB / 2 - 100) + '"')),
                new Odd("forty thousand people", "IGNORED", wrapped('"' + people + '"')),
                new Odd("a number of a thousand digits", "IGNORED", wrapped("9".repeat(1_000))),
                new Odd("a number of a hundred thousand digits", "DEAD", wrapped("9".repeat(100_000))),
                new Odd("a number beyond all bounds", "IGNORED", wrapped("1e999999999")),
                new Odd(
                        "the end of time",
                        "IGNORED",
                        "{\"triggerEvent\":\"PING\",\"createdAt\":\"+999999999-12-31T23:59:59Z\"}"),
                new Odd(
                        "a booking at the end of time",
                        "DEAD",
                        "{\"triggerEvent\":\"BOOKING_CREATED\",\"payload\":{\"uid\":\"odd-1\",\"status\":\"ACCEPTED\","
                                + "\"eventTypeId\":101,\"startTime\":\"+200000-01-01T00:00:00Z\"}}"),
                new Odd(
                        "a booking of a name without end",
                        "DEAD",
                        "{\"triggerEvent\":\"BOOKING_CREATED\",\"payload\":{\"uid\":\"" + long4000 + "\","
                                + "\"status\":\"ACCEPTED\"}}"),
                new Odd(
                        "a booking that says nothing",
                        "DEAD",
                        "{\"triggerEvent\":\"BOOKING_CREATED\",\"payload\":{}}"));
    }

    private static String wrapped(String odd) {
        return "{\"triggerEvent\":\"PING\",\"payload\":{\"odd\":" + odd + "}}";
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    @Timeout(20)
    @DisplayName("is kept, whatever is in it, and does no harm:")
    void odd(Odd odd) {
        var reply = deliver(odd.body());

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(status(reply.at("/delivery"))).isEqualTo(odd.status()));
        var listed = caller.get("/api/v1/webhook-deliveries?limit=1");
        assertThat(listed.each("/deliveries", "id")).containsExactly(reply.at("/delivery"));
        assertThat(listed.text().length()).as("shows no more than one reads").isLessThan(2_000);
        assertThat(calcom.requests()).as("it may be asked, never changed").allMatch(request -> request.method()
                .equals("GET"));
    }

    @Test
    @DisplayName("may name a customer at any length: what is kept of it is what a caller of ours may write")
    void longCustomer() {
        var told = new FromCalcom(sandbox, caller, jdbc, Integer.parseInt(port()));
        var email = "x".repeat(5_000) + '-' + mark + "@example.com";
        var uid = calcom.bookedByOthers(103, day.instant("10:00"));
        var body = Deliverable.created(uid, 103, day.instant("10:00"), email)
                .replace("Somebody Else\"", "Otto " + "ö".repeat(5_000) + '"');

        assertThat(deliver(body).status()).isEqualTo(200);

        var shown = caller.read(told.ours(uid));
        assertThat(shown.at("/attendee/name")).hasSize(200).startsWith("Otto ö");
        assertThat(shown.at("/attendee/email")).isEqualTo("x".repeat(254));
        assertThat(told.statuses(uid)).containsExactly("PROCESSED");
        assertThat(calcom.requestsAbout(day.date())).isEmpty();
    }

    @Test
    @DisplayName("and what callers send may have a word with an @ of any length")
    void longWords() {
        var requestBody = RequestBodies.haircut(day.at("10:00"), "dora");
        var word = odd().filter(o -> o.what().startsWith("a word"))
                .findFirst()
                .orElseThrow()
                .body();
        requestBody.putObject("metadata").put("note", word);

        var booked = caller.book(requestBody, "Idempotency-Key", mark);

        assertThat(booked.status()).as(booked.text()).isEqualTo(201);
        assertThat(caller.book(requestBody, "Idempotency-Key", mark).id()).isEqualTo(booked.id());
        assertThat(books.status(booked.id())).isEqualTo("BOOKED");
        assertThat(calcom.liveOf(booked.id())).hasSize(1);
    }

    @Autowired
    private org.springframework.core.env.Environment environment;

    private String port() {
        return environment.getRequiredProperty("local.server.port");
    }

    private String ping(String more) {
        return "{\"triggerEvent\":\"PING\",\"payload\":{\"uid\":\"" + mark + more + "\",\"of\":\"" + OTHERS + "\"}}";
    }

    private Reply deliver(String body) {
        return Upstream.wait(delivering(body));
    }

    private CompletableFuture<Reply> delivering(String body) {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        return sending("", bytes, BodyPublishers.ofByteArray(bytes), "application/json");
    }

    private Reply send(String account, byte[] body, BodyPublisher publisher, String type) {
        return Upstream.wait(sending(account, body, publisher, type));
    }

    private CompletableFuture<Reply> sending(String account, byte[] body, BodyPublisher publisher, String type) {
        return caller.with(null)
                .asking(
                        "POST",
                        "/webhooks/calcom" + account,
                        publisher,
                        "Content-Type",
                        type,
                        "X-Cal-Signature-256",
                        Signature.of(body, FromCalcom.SECRET));
    }

    /** Nothing can be written to a table until this is given back. */
    private Connection locked(String table) throws SQLException {
        var holder = database.getConnection();
        holder.setAutoCommit(false);
        try (var statement = holder.createStatement()) {
            statement.execute("lock table " + table + " in share mode");
        }
        return holder;
    }

    private void awaitWaiting() {
        await("deliveries that wait for the table")
                .pollInterval(Duration.ofMillis(5))
                .until(() -> jdbc.sql(
                                        "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query like '%told_first%'")
                                .query(Integer.class)
                                .single()
                        > 0);
    }

    private List<String> stored() {
        return jdbc.sql("select status from webhook_delivery where calcom_uid like :mark || '%'")
                .param("mark", mark)
                .query(String.class)
                .list();
    }

    private List<String> ids() {
        return jdbc.sql("select id::text from webhook_delivery where calcom_uid like :mark || '%'")
                .param("mark", mark)
                .query(String.class)
                .list();
    }

    private String status(String delivery) {
        return jdbc.sql("select status from webhook_delivery where id = :id")
                .param("id", UUID.fromString(delivery))
                .query(String.class)
                .single();
    }
}
