package dev.interlude.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.interlude.series.BulkTest;
import dev.interlude.support.AcceptanceTest;
import dev.interlude.support.Operations;
import dev.interlude.support.Operations.Operation;
import dev.interlude.support.Reply;
import dev.interlude.support.RequestBodies;
import dev.interlude.support.TestDatabase;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@Tag("error-handling")
@DisplayName("While the database is away")
class DatabaseAwayTest extends AcceptanceTest {

    private static final JdbcClient OUTSIDE = JdbcClient.create(TestDatabase.dataSource());
    private static final String SOME_ID = "0190a2b3-0000-7000-8000-000000000000";

    private record Asked(String what, Reply reply) {}

    @Autowired
    private JdbcClient jdbc;

    private String database;

    @AfterEach
    void back() {
        if (database == null) {
            return;
        }
        connections(true);
        await().atMost(Duration.ofSeconds(20))
                .ignoreExceptions()
                .until(() -> jdbc.sql("select true").query(Boolean.class).single());
        resetBreakers();
    }

    @Test
    @DisplayName("every read and every write is answered 503 with Retry-After, and a booking can be asked for again")
    void away() {
        var booking = await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> caller.book(RequestBodies.haircut(day.at("09:00"), "anna")),
                        reply -> reply.status() == 201)
                .id();
        var requestBody = RequestBodies.haircut(day.at("11:00"), "anna");
        var key = UUID.randomUUID().toString();
        database = jdbc.sql("select current_database()").query(String.class).single();
        connections(false);

        var needsIt = List.of(
                asking("GET", "/api/v1/bookings/" + booking, ""),
                asking("GET", "/api/v1/bookings", ""),
                asking("GET", "/api/v1/bookings/" + booking + "/history", ""),
                asking("GET", "/api/v1/bulk/" + SOME_ID, ""),
                asking("GET", "/api/v1/series/" + SOME_ID, ""),
                asking("GET", "/api/v1/sagas", ""),
                asking("POST", "/api/v1/sagas/" + SOME_ID + "/retry", "{}"),
                asking("GET", "/api/v1/keys", ""),
                asking("GET", "/api/v1/subscriptions", ""),
                asking("GET", "/api/v1/events", ""),
                asking("GET", "/api/v1/webhook-deliveries", ""),
                asking("GET", "/api/v1/sync/status", ""),
                asking("GET", "/api/v1/sync/drift", ""),
                asking("DELETE", "/api/v1/attendees/zoe%40example.com", ""),
                asking("POST", "/api/v1/sync", "{\"mode\":\"full\"}"),
                asking("POST", "/api/v1/bookings/" + booking + "/cancel", "{}"),
                asking(
                        "POST",
                        "/api/v1/bookings/" + booking + "/reschedule",
                        RequestBodies.to(day.at("15:00")).toString()),
                asking("POST", "/api/v1/bookings", requestBody.toString()),
                asking("POST", "/api/v1/bookings", requestBody.toString(), "Idempotency-Key", key),
                asking(
                        "POST",
                        "/api/v1/bookings/bulk",
                        BulkTest.bulk(List.of(requestBody)).toString()));
        var all = Operations.all().stream().map(this::asking).toList();

        for (var asked : needsIt) {
            var reply = asked.join().reply();
            assertThat(reply.status()).as(asked.join().toString()).isEqualTo(503);
            assertThat(reply.code()).as(asked.join().toString()).isEqualTo("UNAVAILABLE");
            assertThat(reply.header("Retry-After")).as(asked.join().toString()).isNotNull();
        }
        for (var asked : all) {
            var reply = asked.join().reply();
            assertThat(reply.status()).as(asked.join().toString()).isNotEqualTo(500);
            if (reply.status() == 503 && reply.header("Content-Type").startsWith("application/problem")) {
                assertThat(reply.header("Retry-After"))
                        .as(asked.join().toString())
                        .isNotNull();
            }
        }
        back();
        assertThat(caller.book(requestBody, "Idempotency-Key", key).status()).isEqualTo(201);
    }

    @Test
    @DisplayName("or its disk is full, a booking is answered 503, and nothing of it stands")
    void full() {
        database = jdbc.sql("select current_database()").query(String.class).single();
        jdbc.sql(
                        """
                create or replace function disk_full() returns trigger language plpgsql as
                $$ begin raise exception 'could not extend file' using errcode = '53100'; end $$
                """)
                .update();
        for (var table : List.of("booking", "segment")) {
            jdbc.sql("create trigger disk_full before insert on %s execute function disk_full()".formatted(table))
                    .update();
            try {
                var refused = caller.book(RequestBodies.haircut(day.at("09:00"), "ben"));
                assertThat(refused.status()).as(refused.text()).isEqualTo(503);
                assertThat(refused.code()).isEqualTo("UNAVAILABLE");
                assertThat(refused.header("Retry-After")).isNotNull();
            } finally {
                jdbc.sql("drop trigger disk_full on " + table).update();
            }
        }
        assertThat(calcom.liveOn(day)).isEmpty();
        assertThat(books.bookingsOn(day)).isEmpty();
    }

    private void connections(boolean allowed) {
        OUTSIDE.sql("alter database %s allow_connections %s".formatted(database, allowed))
                .update();
        if (!allowed) {
            OUTSIDE.sql(
                            "select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = :name and application_name <> :test")
                    .param("name", database)
                    .param("test", TestDatabase.OBSERVER)
                    .query(Integer.class)
                    .single();
        }
    }

    private CompletableFuture<Asked> asking(Operation operation) {
        var hasBody = List.of("POST", "PUT", "PATCH").contains(operation.method());
        var member = operation.path().contains("event-types") ? "999999999" : SOME_ID;
        return asking(operation.method(), operation.at(member), hasBody ? "{}" : "");
    }

    private CompletableFuture<Asked> asking(String method, String path, String body, String... headers) {
        var all = new String[headers.length + 2];
        all[0] = "Content-Type";
        all[1] = "application/json";
        System.arraycopy(headers, 0, all, 2, headers.length);
        var publisher = body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
        return caller.asking(method, path, publisher, all).thenApply(reply -> new Asked(method + " " + path, reply));
    }
}
