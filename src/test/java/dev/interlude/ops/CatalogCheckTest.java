package dev.interlude.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.availability.slots.SlotRead;
import dev.interlude.sandbox.Sandbox;
import dev.interlude.support.AcceptanceTest;
import dev.interlude.support.Flows;
import dev.interlude.support.RequestBodies;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("Whether the catalog fits what Cal.com has, and whom webhooks tell of,")
class CatalogCheckTest extends AcceptanceTest {

    @Autowired
    private ProducerTemplate camel;

    private static final String REGISTRATION = "/api/v1/webhook-registration";
    private static final String HOOK = "{\"subscriberUrl\":\"http://127.0.0.1:1/webhooks/calcom\"}";

    @AfterEach
    void asBefore() {
        caller.ask("DELETE", REGISTRATION, BodyPublishers.noBody());
        sandbox.strangers();
        check();
    }

    private void check() {
        new Flows(camel).call("ops-compare-catalog", Map.of());
    }

    private JsonNode health() {
        return caller.get("/health/calcom/detailed").json();
    }

    private List<String> findings() {
        return health().at("/catalog/findings")
                .valueStream()
                .map(JsonNode::asText)
                .toList();
    }

    private void change(long eventType, String settings) {
        var reply = caller.ask(
                "PATCH",
                "/api/v1/event-types/" + eventType,
                BodyPublishers.ofString(settings),
                "Content-Type",
                "application/json");
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    }

    private Map<String, String> states(JsonNode registration) {
        var states = new java.util.TreeMap<String, String>();
        registration
                .path("staff")
                .forEach(one ->
                        states.put(one.path("staff").asText(), one.path("state").asText()));
        return states;
    }

    @Test
    @DisplayName("is said in the health page: nothing is wrong with the salon of the sandbox")
    void sound() {
        caller.ask("DELETE", REGISTRATION, BodyPublishers.noBody());
        check();
        assertThat(findings()).isEmpty();
        assertThat(health().at("/catalog/checked_at").isTextual()).isTrue();
        assertThat(health().at("/staff/anna").asText()).startsWith("compared every");
    }

    @Test
    @DisplayName(
            "names what has another length, must be confirmed or is hidden, and what to do; a change is checked at once")
    void differences() {
        check();
        change(102, "{\"lengthInMinutes\":45}");
        change(103, "{\"confirmationPolicy\":{\"type\":\"always\",\"blockUnconfirmedBookingsInBooker\":true}}");
        change(105, "{\"hidden\":true}");
        try {
            await().untilAsserted(() -> assertThat(findings())
                    .containsExactlyInAnyOrder(
                            "Event type 102 (haircut, cut, ben) takes 45 minutes in Cal.com and 30 in the catalog: change one of the two.",
                            "Event type 103 (haircut, cut, cleo) must be confirmed by its host: bookings stay PENDING until then.",
                            "Event type 105 (haircut, cut, emil) is hidden in Cal.com."));
            assertThat(health().at("/catalog/errors").asInt()).isEqualTo(1);
            assertThat(health().at("/catalog/warnings").asInt()).isEqualTo(2);
            var health = health();
            assertThat(health.at("/status").asText())
                    .as("only the calls of the last minutes count for it")
                    .isEqualTo(health.at("/api/status").asText());
        } finally {
            change(102, "{\"lengthInMinutes\":30}");
            change(103, "{\"confirmationPolicy\":{\"disabled\":true}}");
            change(105, "{\"hidden\":false}");
        }
        await().untilAsserted(() -> assertThat(findings()).isEmpty());
    }

    @Test
    @DisplayName("tells an event type that does not exist from one that the key cannot read")
    void missing() {
        sandbox.strangers("emil");
        assertThat(exists(999_999)).isFalse();
        assertThat(exists(105)).isTrue();
    }

    private boolean exists(long eventType) {
        var read = new SlotRead("salon", eventType, day.date(), day.date());
        return (boolean) new Flows(camel).call("calcom-find-any-event-type", Map.of("slotRead", read));
    }

    @Test
    @DisplayName("shows event types that the account's key does not see: once there is a booking, it is certain")
    void stranger() {
        caller.ask("DELETE", REGISTRATION, BodyPublishers.noBody());
        sandbox.strangers("emil");
        check();
        assertThat(findings())
                .allMatch(text -> text.contains("emil"))
                .anyMatch(text -> text.contains("cannot be read with the account's key"));

        var booked = caller.booked(RequestBodies.haircut(day.at("10:00"), "emil"));
        check();
        assertThat(findings())
                .anyMatch(text -> text.startsWith("Event type 105")
                        && text.contains("changes made there in Cal.com are never compared"));
        assertThat(health().at("/staff/emil").asText()).isEqualTo("unseen");
        assertThat(health().at("/staff/anna").asText()).startsWith("compared every");

        assertThat(caller.attention())
                .extracting(item -> item.path("kind").asText())
                .contains("catalog-mismatch", "staff-unseen");

        put();
        assertThat(health().at("/staff/emil").asText())
                .as("but his own key has registered")
                .isEqualTo("told");
        assertThat(caller.cancel(booked.id()).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("tells whom a registration covers: those whose own key has registered")
    void told() {
        caller.ask("DELETE", REGISTRATION, BodyPublishers.noBody());
        check();
        var before = caller.get(REGISTRATION).json();
        assertThat(states(before)).hasSize(6).allSatisfy((staff, state) -> assertThat(state)
                .startsWith("compared every"));
        assertThat(before.at("/staff/0/todo").asText()).contains("CALCOM_STAFF_KEYS");

        var answer = put();
        assertThat(states(answer)).hasSize(6).allSatisfy((staff, state) -> assertThat(state)
                .isEqualTo("told"));
        assertThat(answer.at("/staff/0/todo").isNull()).isTrue();
        assertThat(sandbox.requests().stream()
                        .filter(r -> r.method().equals("POST") && r.path().equals("/v2/webhooks"))
                        .map(r -> r.headers().get("authorization")))
                .contains("Bearer " + Sandbox.KEY, "Bearer " + Sandbox.keyOf("anna"), "Bearer " + Sandbox.keyOf("ben"));
        assertThat(health().at("/staff/anna").asText()).isEqualTo("told");

        caller.ask("DELETE", REGISTRATION, BodyPublishers.noBody());
        assertThat(states(caller.get(REGISTRATION).json()).get("anna")).startsWith("compared every");
    }

    private JsonNode put() {
        var reply = caller.ask("PUT", REGISTRATION, BodyPublishers.ofString(HOOK), "Content-Type", "application/json");
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply.json();
    }
}
