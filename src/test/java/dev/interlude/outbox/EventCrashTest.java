package dev.interlude.outbox;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.interlude.sandbox.Sandbox;
import dev.interlude.sandbox.SandboxSettings;
import dev.interlude.support.Day;
import dev.interlude.support.Receiver;
import dev.interlude.support.RequestBodies;
import dev.interlude.support.ServerProcess;
import dev.interlude.support.TestDatabase;
import dev.interlude.support.Upstream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;

@Tag("matrix")
@DisplayName("A real server that is killed between a change and its telling")
@Timeout(180)
class EventCrashTest {

    @Test
    @DisplayName("has told of it in the end: what waited, and what was under way")
    void killed() {
        var receiver = new Receiver();
        var settings = Map.of(
                "INTERLUDE_OUTBOX_LEASE", "4s",
                "INTERLUDE_OUTBOX_BACK_OFF", "500ms",
                "INTERLUDE_OUTBOX_ANSWER_LIMIT", "20000");
        var database = TestDatabase.url("outbox_crash");
        var calcom = Sandbox.start(
                SandboxSettings.of(dev.interlude.catalog.CatalogFile.read(Path.of("config/catalog.yaml"))));
        var victim = ServerProcess.start("outbox-victim", database, calcom.baseUrl(), settings)
                .awaitReady();
        var books = JdbcClient.create(TestDatabase.another("outbox_crash"));
        var day = Day.fresh();
        var caller = new Upstream(URI.create(victim.url()).getPort());
        var body = RequestBodies.object().put("url", receiver.url());
        body.putArray("events").add("booking.created").add("booking.cancelled");
        var subscription = caller.post("/api/v1/subscriptions", body);
        assertThat(subscription.status()).as(subscription.text()).isEqualTo(201);

        receiver.answers(aResponse().withStatus(200).withFixedDelay(15_000));
        var id = caller.booked(RequestBodies.haircut(day.at("10:00"), "anna")).id();
        caller.cancel(id);
        await("the first is under way").atMost(20, SECONDS).until(() -> claimed(books) == 1);
        victim.kill();
        receiver.answers(200);
        var heir = ServerProcess.start("outbox-heir", database, calcom.baseUrl(), settings);
        try (heir) {
            heir.awaitReady();
            await().atMost(30, SECONDS)
                    .until(() -> books.sql("select count(*) from event_delivery where status = 'DELIVERED'")
                            .query(Integer.class)
                            .single()
                            .equals(2));
        } finally {
            victim.close();
            calcom.close();
        }
        assertThat(receiver.told(subscription.at("/secret")).stream()
                        .filter(one -> one.subject().equals(id))
                        .map(Receiver.Told::type)
                        .distinct())
                .as("each at least once, by the first time it came")
                .containsExactly("booking.created", "booking.cancelled");
    }

    private static int claimed(JdbcClient books) {
        return books.sql("select count(*) from event_delivery where claim is not null")
                .query(Integer.class)
                .single();
    }
}
