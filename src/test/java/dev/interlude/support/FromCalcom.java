package dev.interlude.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.sandbox.Sandbox;
import dev.interlude.sandbox.webhook.Signature;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What reaches us from Cal.com, and what others do there. */
public final class FromCalcom {

    public static final String SECRET = "sandbox-webhook-secret";
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Sandbox sandbox;
    private final Upstream caller;
    private final JdbcClient jdbc;
    private final String url;

    public FromCalcom(Sandbox sandbox, Upstream caller, JdbcClient jdbc, int port) {
        this.sandbox = sandbox;
        this.caller = caller;
        this.jdbc = jdbc;
        this.url = "http://127.0.0.1:" + port + "/webhooks/calcom";
    }

    /** From now on Cal.com tells us. */
    public void registered() {
        registration("PUT", JSON.createObjectNode().put("subscriberUrl", url).toString());
    }

    public void unregistered() {
        registration("DELETE", "");
    }

    private void registration(String method, String body) {
        var request = HttpRequest.newBuilder(
                        URI.create(url.replace("/webhooks/calcom", "/api/v1/webhook-registration")))
                .header("Authorization", "Bearer " + Upstream.ADMIN)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body));
        try {
            assertThat(HTTP.send(request.build(), BodyHandlers.discarding()).statusCode())
                    .isEqualTo(200);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Delivers a body as Cal.com would. */
    public int deliver(String body) {
        return deliver(
                "", body.getBytes(StandardCharsets.UTF_8), Signature.of(body.getBytes(StandardCharsets.UTF_8), SECRET));
    }

    /** The same, in a trace of Cal.com's. */
    public int deliver(String body, String traceparent) {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        return send(request("", bytes, Signature.of(bytes, SECRET)).header("traceparent", traceparent));
    }

    /** @param signature null: none */
    public int deliver(String account, byte[] body, String signature) {
        return send(request(account, body, signature));
    }

    private HttpRequest.Builder request(String account, byte[] body, String signature) {
        var request = HttpRequest.newBuilder(URI.create(url + account))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body));
        return signature == null ? request : request.header("X-Cal-Signature-256", signature);
    }

    private static int send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), BodyHandlers.discarding()).statusCode();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Somebody books a haircut in Cal.com, past us. */
    public String booked(long eventType, Instant start, String email) {
        var requestBody = JSON.createObjectNode().put("start", start.toString()).put("eventTypeId", eventType);
        requestBody
                .putObject("attendee")
                .put("name", "Somebody Else")
                .put("email", email)
                .put("timeZone", "Europe/Berlin");
        return at("", requestBody);
    }

    public String moved(String uid, Instant start) {
        return at("/" + uid + "/reschedule", JSON.createObjectNode().put("start", start.toString()));
    }

    public void cancelled(String uid) {
        at("/" + uid + "/cancel", JSON.createObjectNode().put("cancellationReason", "at Cal.com"));
    }

    private String at(String path, ObjectNode body) {
        var request = HttpRequest.newBuilder(URI.create(sandbox.baseUrl() + "/v2/bookings" + path))
                .header("Authorization", "Bearer " + Sandbox.KEY)
                .header("cal-api-version", "2024-08-13")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString()))
                .build();
        try {
            var answer = HTTP.send(request, BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
            return JSON.readTree(answer.body()).at("/data/uid").asText();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What Cal.com has told of a booking, in the order in which it did. */
    public List<String> told(String uid) {
        return sandbox.deliveries().stream()
                .filter(d -> d.uid().equals(uid))
                .map(d -> d.body())
                .toList();
    }

    /** The same, sent at another time. */
    public static String sentAt(String body, Instant at) {
        try {
            return ((ObjectNode) JSON.readTree(body))
                    .put("createdAt", at.toString())
                    .toString();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** The id of our booking with that uid; waits for it. */
    public String ours(String uid) {
        return await("a booking with " + uid)
                .atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(10))
                .until(
                        () -> jdbc.sql("select booking::text from segment where calcom_uid = :uid")
                                .param("uid", uid)
                                .query(String.class)
                                .optional()
                                .orElse(null),
                        found -> found != null);
    }

    /** How the deliveries about a booking stand, by arrival. */
    public List<String> statuses(String uid) {
        return jdbc.sql("select status from webhook_delivery where calcom_uid = :uid order by id")
                .param("uid", uid)
                .query(String.class)
                .list();
    }

    /** Nothing that has come is still to be worked on. */
    public void awaitAllHeard() {
        await("every delivery has ended")
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> jdbc.sql("select count(*) from webhook_delivery where status in ('RECEIVED', 'FAILED')")
                                .query(Integer.class)
                                .single()
                        == 0);
    }

    public JsonNode deliveries(String status) {
        return caller.get("/api/v1/webhook-deliveries?status=" + status + "&limit=500")
                .json()
                .path("deliveries");
    }

    public String deliveryOf(String uid) {
        return jdbc.sql(
                        "select id::text from webhook_delivery where calcom_uid = :uid and status <> 'DUPLICATE' limit 1")
                .param("uid", uid)
                .query(String.class)
                .single();
    }
}
