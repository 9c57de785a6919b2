package dev.interlude.observed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.sandbox.webhook.Signature;
import dev.interlude.support.AcceptanceTest;
import dev.interlude.support.FromCalcom;
import dev.interlude.support.Upstream;
import dev.interlude.webhook.RecordedWebhooksTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@Tag("sync")
@DisplayName("What a real Cal.com has sent")
class RecordedEffectsTest extends AcceptanceTest {

    /** An account that has bookings of no other test; its host here is one who has them all. */
    private static final String ACCOUNT = "/wire";

    private static final String SECRET = "of-the-wire";
    private static final Map<String, String> STATUSES =
            Map.of("ACCEPTED", "BOOKED", "PENDING", "PENDING", "CANCELLED", "CANCELLED", "REJECTED", "REJECTED");

    @Autowired
    private JdbcClient jdbc;

    @LocalServerPort
    private int port;

    private FromCalcom told;

    @AfterEach
    void forget() {
        for (var rows : List.of(
                "sync_drift where booking in (select booking from segment where account = 'wire')",
                "booking where id in (select booking from segment where account = 'wire')",
                "webhook_effect where delivery in (select encode(content_key, 'hex') from webhook_delivery where account = 'wire')",
                "webhook_delivery where account = 'wire'")) {
            jdbc.sql("delete from " + rows).update();
        }
    }

    @Test
    @DisplayName("has its effect, delivery by delivery: each booking is where its last word has left it")
    void effects() throws IOException {
        var folder = RecordedWebhooksTest.folder();
        assumeTrue(folder != null, "no recordings beside this project");
        told = new FromCalcom(sandbox, caller, jdbc, port);
        List<Path> files;
        try (var found = Files.list(folder)) {
            files = found.sorted().toList();
        }
        var lastWords = new LinkedHashMap<String, JsonNode>();
        var formerly = new LinkedHashMap<String, String>();
        for (var file : files) {
            var body = delivered(file);
            var said = body.path("payload");
            var before = said.path("rescheduleUid").asText("");
            if (!before.isEmpty()) {
                lastWords.remove(before);
                formerly.put(before, said.path("uid").asText());
            }
            if (!said.path("seatsPerTimeSlot").isInt()
                    || !lastWords.containsKey(said.path("uid").asText())) {
                lastWords.put(said.path("uid").asText(), said);
            }
        }
        told.awaitAllHeard();

        assertThat(lastWords.values().stream().map(said -> said.path("status").asText()))
                .contains("ACCEPTED", "PENDING", "CANCELLED", "REJECTED");
        lastWords.forEach(this::requireShown);
        assertThat(formerly).isNotEmpty().allSatisfy((before, now) -> assertThat(told.ours(now))
                .isEqualTo(formerBooking(before)));
        assertThat(jdbc.sql(
                                "select count(*) from booking where id in (select booking from segment where account = 'wire')")
                        .query(Integer.class)
                        .single())
                .as("one for each")
                .isEqualTo(lastWords.size());
        assertThat(jdbc.sql("select distinct status from webhook_delivery where account = 'wire'")
                        .query(String.class)
                        .set())
                .isEqualTo(Set.of("PROCESSED", "DUPLICATE"));
        assertThat(jdbc.sql("select count(*) from webhook_delivery where account = 'wire'")
                        .query(Integer.class)
                        .single())
                .isEqualTo(files.size());
        assertThat(calcom.requestsAbout(day.date()))
                .as("what they say is enough")
                .isEmpty();
    }

    /** As it was sent, but to a host of ours, and 45 years later, when nobody else has booked. */
    private JsonNode delivered(Path file) throws IOException {
        var raw = Files.readString(file);
        var body = raw.substring(raw.indexOf('{'))
                .replace("\"username\":\"organizer\"", "\"username\":\"emil\"")
                .replaceAll("(\"(?:start|end)Time\":\")2026", "$12071");
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        assertThat(told.deliver(ACCOUNT, bytes, Signature.of(bytes, SECRET)))
                .as(file.toString())
                .isEqualTo(200);
        return Upstream.parsed(body);
    }

    private void requireShown(String uid, JsonNode said) {
        var shown = caller.read(told.ours(uid));
        assertThat(shown.status()).as(uid).isEqualTo(200);
        assertThat(shown.at("/status"))
                .as(uid)
                .isEqualTo(STATUSES.get(said.path("status").asText()));
        assertThat(OffsetDateTime.parse(shown.at("/start")).toInstant())
                .as(uid)
                .isEqualTo(
                        Instant.from(OffsetDateTime.parse(said.path("startTime").asText())));
        assertThat(OffsetDateTime.parse(shown.at("/end")).toInstant())
                .as(uid)
                .isEqualTo(
                        Instant.from(OffsetDateTime.parse(said.path("endTime").asText())));
        assertThat(shown.at("/attendee/email"))
                .as(uid)
                .isEqualTo(said.at("/attendees/0/email").asText());
        assertThat(shown.each("/segments", "calcom/uid")).containsExactly(uid);
        assertThat(shown.each("/segments", "staff")).containsExactly("emil");
        var over = said.path("status").asText().endsWith("ED")
                && !said.path("status").asText().equals("ACCEPTED");
        assertThat(books.segments(shown.id(), "status").get(0))
                .as(uid)
                .isEqualTo(over ? "CANCELLED" : shown.at("/status"));
    }

    private String formerBooking(String uid) {
        return jdbc.sql(
                        "select booking::text from segment s join former_uid f on f.segment = s.id where f.calcom_uid = :uid")
                .param("uid", uid)
                .query(String.class)
                .single();
    }
}
