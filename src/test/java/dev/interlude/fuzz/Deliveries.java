package dev.interlude.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.sandbox.webhook.Signature;
import java.util.List;
import java.util.stream.Stream;

/** Cal.com's deliveries with something wrong in them; most signed as they should be, so that somebody must read them. */
final class Deliveries {

    private static final String SECRET = "sandbox-webhook-secret";
    /** What the simulator never sends. */
    private static final List<String> OTHERS = List.of(
            """
            {"triggerEvent":"MEETING_STARTED","createdAt":"2027-06-01T08:00:00.000Z","uid":"u1","id":7,"title":"Cut",\
            "startTime":"2027-06-01T08:00:00.000Z","endTime":"2027-06-01T08:30:00.000Z","status":"accepted","eventTypeId":101}""",
            """
            {"triggerEvent":"BOOKING_NO_SHOW_UPDATED","createdAt":"2027-06-01T08:00:00.000Z","payload":{"message":"1 updated",\
            "attendees":[{"email":"zoe1@example.com","noShow":true}],"bookingUid":"u1","bookingId":7}}""",
            """
            {"triggerEvent":"PING","createdAt":"2027-06-01T08:00:00.000Z","payload":{"type":"Test","title":"Test trigger event",\
            "startTime":"2027-06-01T08:00:00.000Z","endTime":"2027-06-01T08:30:00.000Z","attendees":[],"organizer":{"name":"x"}}}""",
            "{\"triggerEvent\":\"OOO_CREATED\",\"createdAt\":\"2027-06-01T08:00:00.000Z\",\"payload\":{}}");

    private final List<JsonNode> recorded;
    private final long seed;

    /** @param sent bodies that a simulated Cal.com has delivered */
    Deliveries(List<String> sent, long seed) {
        this.recorded = Stream.concat(sent.stream(), OTHERS.stream())
                .map(Oddities::parsed)
                .toList();
        this.seed = seed;
    }

    Request number(int n) {
        var random = Oddities.random(seed, n);
        var odd = new Oddities(random);
        var good = odd.one(recorded);
        var body = random.nextInt(10) == 0 ? good.toString().getBytes(UTF_8) : odd.broken(good);
        var signature = random.nextInt(8) > 0
                ? Signature.of(body, SECRET)
                : odd.one(List.of(
                        "no-secret-provided", "", "ab".repeat(32), "zz", "\u00ff", Signature.of(body, "other")));
        var path = random.nextInt(10) > 0
                ? ""
                : odd.one(List.of("/salon", "/nobody", "/%00", "/..;/", "/" + "x".repeat(500)));
        return new Request(
                "a delivery",
                "POST",
                "/webhooks/calcom" + path,
                List.of("X-Cal-Signature-256: " + signature, "Content-Type: application/json"),
                body,
                random.nextInt(50) == 0 ? Request.Framing.CUT : Request.Framing.LENGTH,
                null,
                "127.0.0.1");
    }
}
