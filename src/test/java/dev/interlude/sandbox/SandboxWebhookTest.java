package dev.interlude.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.interlude.sandbox.model.Json;
import dev.interlude.sandbox.webhook.Delivery;
import dev.interlude.sandbox.webhook.Signature;
import dev.interlude.sandbox.webhook.Trouble;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A webhook delivery")
class SandboxWebhookTest {

    private record Got(String signature, String body, String statusInside) {}

    private final List<Got> got = new CopyOnWriteArrayList<>();
    private Salon salon;
    private HttpServer receiver;

    @BeforeEach
    void open() throws Exception {
        salon = new Salon();
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var status = salon.sandbox.bookings().get(0).status.name();
            got.add(new Got(exchange.getRequestHeaders().getFirst("X-Cal-Signature-256"), body, status));
            exchange.sendResponseHeaders(500, -1);
            exchange.close();
        });
        receiver.start();
        var body = Json.object()
                .put("active", true)
                .put("secret", "whsec")
                .put(
                        "subscriberUrl",
                        "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook");
        body.putArray("triggers").add("BOOKING_CREATED").add("BOOKING_CANCELLED");
        assertThat(salon.sendAs(Sandbox.keyOf("anna"), "POST", "/v2/webhooks", body)
                        .statusCode())
                .isEqualTo(201);
    }

    @AfterEach
    void shut() {
        salon.close();
        receiver.stop(0);
    }

    private String create(int hour) throws IOException, InterruptedException {
        var answer = salon.create(101, Salon.DAY + "T%02d:00:00Z".formatted(hour));
        return Salon.data(answer).path("uid").asText();
    }

    @Test
    @DisplayName("is made before the answer, once, and signed over the raw body")
    void signed() throws Exception {
        var uid = create(9);

        assertThat(got).hasSize(1);
        var delivery = got.get(0);
        assertThat(delivery.body).contains(uid);
        assertThat(delivery.signature)
                .isEqualTo(Signature.of(delivery.body.getBytes(StandardCharsets.UTF_8), "whsec"))
                .matches("[0-9a-f]{64}");
        assertThat(salon.sandbox.deliveries()).extracting(Delivery::outcome).containsExactly("500");
    }

    @Test
    @DisplayName("of a cancellation is made while the booking still is accepted")
    void cancelled() throws Exception {
        var uid = create(9);
        salon.send("POST", "/v2/bookings/" + uid + "/cancel", Json.object().put("cancellationReason", "ill"));

        assertThat(got).hasSize(2);
        assertThat(got.get(1).statusInside).isEqualTo("ACCEPTED");
        assertThat(salon.sandbox.bookings().get(0).status.name()).isEqualTo("CANCELLED");
    }

    @Test
    @DisplayName("tells of what the owner of the webhook organizes, not of what they administer")
    void scope() throws Exception {
        salon.create(102, Salon.DAY + "T09:00:00Z");
        assertThat(got).as("Ben's, whose key has no webhook").isEmpty();

        var body = Json.object().put("active", true).put("subscriberUrl", "http://127.0.0.1:1/admin");
        body.putArray("triggers").add("BOOKING_CREATED");
        assertThat(salon.send("POST", "/v2/webhooks", body).statusCode()).isEqualTo(201);
        assertThat(salon.send("POST", "/v2/event-types/102/webhooks", body).statusCode())
                .as("not the administrator's event type")
                .isEqualTo(403);
        create(10);
        assertThat(salon.sandbox.deliveries())
                .extracting(Delivery::url)
                .as("the administrator is not told")
                .noneMatch(url -> url.endsWith("/admin"));
    }

    @Test
    @DisplayName("gets lost when it is ordered so")
    void lost() throws Exception {
        salon.sandbox.webhooks(Trouble.losing(1, 7));
        create(9);
        assertThat(got).isEmpty();
        assertThat(salon.sandbox.deliveries()).extracting(Delivery::outcome).containsExactly("lost");
    }

    @Test
    @DisplayName("comes twice when it is ordered so, the same for the same seed")
    void doubled() throws Exception {
        salon.sandbox.webhooks(Trouble.doubling(1, 7));
        create(9);
        assertThat(got).hasSize(2);
        got.clear();
        salon.sandbox.webhooks(Trouble.doubling(0.5, 7));
        create(10);
        create(11);
        create(12);
        var first = got.size();
        got.clear();
        salon.sandbox.webhooks(Trouble.doubling(0.5, 7));
        create(13);
        create(14);
        create(15);
        assertThat(got).hasSize(first);
    }

    @Test
    @DisplayName("comes after the answer when it is ordered so")
    void late() throws Exception {
        salon.sandbox.webhooks(Trouble.delaying(1, 300, 7));
        create(9);
        assertThat(got).isEmpty();
        await().atMost(Duration.ofSeconds(5)).until(() -> got.size() == 1);
    }
}
