package dev.interlude.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.sandbox.fault.FaultJson;
import dev.interlude.sandbox.http.Answer;
import dev.interlude.sandbox.http.Call;
import dev.interlude.sandbox.http.Refusal;
import dev.interlude.sandbox.model.Json;
import java.io.IOException;

/**
 * The knobs over HTTP, without a key and without a limit. Bodies and answers are JSON.
 *
 * <ul>
 *   <li>{@code GET|DELETE /sandbox/requests}: what was received; filters {@code operation}, {@code method}, {@code path},
 *       {@code uid}, {@code eventTypeId}, {@code since} (a seq, not included), {@code limit} (how many of the last)
 *   <li>{@code GET /sandbox/bookings}: all rows; filters {@code status}, {@code eventTypeId}
 *   <li>{@code GET /sandbox/deliveries}: webhook deliveries; filter {@code since}
 *   <li>{@code POST /sandbox/reset}: back to the seed
 *   <li>{@code GET|POST|DELETE /sandbox/faults}, {@code DELETE /sandbox/faults/ID}: see {@link FaultJson}
 *   <li>{@code GET /sandbox/waiting}: who is held in a gate; {@code POST /sandbox/waiting/release} and {@code /kill} for
 *       all, {@code /sandbox/waiting/ID/release} and {@code /kill} for one
 *   <li>{@code POST /sandbox/latency}: {@code {"profile":"50% 50-100ms, 50% 100-300ms","seed":1,"after":false}} or
 *       {@code {"fixed":100}} or {@code {}} for none
 *   <li>{@code POST /sandbox/webhook-trouble}: {@code {"lost":0.1,"doubled":0.1,"late":0.1,"lateMillis":500,"seed":1}}
 *   <li>{@code GET|POST /sandbox/clock}: {@code {"shiftSeconds":3600}} or {@code {"stopAt":"2027-03-27T08:00:00Z"}} or
 *       {@code {}} for the true time
 *   <li>{@code POST /sandbox/rate-limit}: {@code {"key":"cal_sandbox","limit":5,"windowSeconds":10,"blockSeconds":10}}
 *   <li>{@code POST /sandbox/request-reschedule}: the host asks for another time, {@code {"uid":"…","reason":"…"}}; with
 *       {@code "older":true} the webhook says no more than that of older versions
 *   <li>{@code POST /sandbox/rebook}: the customer picks one by the old link,
 *       {@code {"uid":"…","start":"2027-03-27T08:00:00Z"}}; the answer has the new uid
 *   <li>{@code GET /sandbox/health}
 * </ul>
 */
final class Admin {
    private final AdminViews views;
    private final AdminKnobs knobs;
    private final Sandbox sandbox;

    Admin(Sandbox sandbox) {
        this.sandbox = sandbox;
        this.views = new AdminViews(sandbox);
        this.knobs = new AdminKnobs(sandbox);
    }

    Answer answer(Call call) {
        try {
            var found = find(call, call.body().length == 0 ? Json.object() : Json.parse(call.body()));
            return found == null ? error(404, "no such endpoint") : Answer.json(200, found);
        } catch (IllegalArgumentException | IOException e) {
            return error(400, e.getMessage());
        } catch (Refusal e) {
            return e.answer(call.path(), sandbox.clock().now());
        }
    }

    private JsonNode find(Call call, JsonNode body) {
        var path = call.path().substring("/sandbox/".length()).split("/");
        return switch (call.method() + " " + path[0]) {
            case "GET health" -> done();
            case "GET requests" -> views.requests(call);
            case "DELETE requests" -> did(sandbox::forgetRequests);
            case "GET bookings" -> views.bookings(call);
            case "GET deliveries" -> views.deliveries(call);
            case "GET faults" -> views.faults();
            case "GET waiting" -> views.waiting();
            case "GET clock" ->
                Json.object().put("now", Json.instant(sandbox.clock().now()));
            case "POST reset" -> did(sandbox::reset);
            case "POST faults" -> Json.object().put("id", sandbox.faults().add(FaultJson.read(body)));
            case "DELETE faults" -> did(() -> knobs.removeFaults(path));
            case "POST waiting" -> did(() -> knobs.waiting(path));
            case "POST request-reschedule" ->
                did(() -> sandbox.pages()
                        .requestReschedule(
                                body.path("uid").asText(),
                                body.path("reason").asText(null),
                                body.path("older").asBoolean(false)));
            case "POST rebook" ->
                Json.object()
                        .put(
                                "uid",
                                sandbox.pages()
                                        .rebook(
                                                body.path("uid").asText(),
                                                body.path("start").asText()));
            case "POST latency" -> did(() -> knobs.latency(body));
            case "POST webhook-trouble" -> did(() -> knobs.webhookTrouble(body));
            case "POST clock" -> did(() -> knobs.clock(body));
            case "POST rate-limit" -> did(() -> knobs.rateLimit(body));
            default -> null;
        };
    }

    private static JsonNode did(Runnable action) {
        action.run();
        return done();
    }

    private static JsonNode done() {
        return Json.object().put("ok", true);
    }

    private static Answer error(int status, String message) {
        return Answer.json(status, Json.object().put("error", message));
    }
}
