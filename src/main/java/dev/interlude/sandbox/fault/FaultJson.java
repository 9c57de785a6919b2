package dev.interlude.sandbox.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.sandbox.http.Operation;
import dev.interlude.sandbox.http.Refusal;
import dev.interlude.sandbox.model.Json;

/**
 * A fault as JSON: {@code {"operation":"create","kind":"refuse","as":"slot-taken","times":2,"skip":1,"eventTypeId":101}}.
 *
 * <p>{@code operation}: slots, create, get, list, reschedule, cancel, confirm, decline, mark-absent, reservations,
 * event-types, webhooks, me; without it any. {@code kind}: one of {@link FaultKind} in lower case with dashes, also
 * {@code 5xx} and {@code 429}. {@code times}: a number (1) or {@code "forever"}. {@code uid} fits the booking of the path.
 * Of refuse: {@code as} slot-taken, conflict, forbidden, not-found or internal, or else {@code status} and {@code message}.
 * Of 5xx: {@code status}. Of garbage: {@code body} text, html, bytes or empty. Of late: {@code delayMillis}.
 */
public final class FaultJson {

    private FaultJson() {}

    public static Fault read(JsonNode json) {
        var operation =
                json.has("operation") ? Operation.of(json.path("operation").asText()) : null;
        var kind = FaultKind.of(json.path("kind").asText());
        var times = json.path("times");
        return new Fault(
                operation,
                kind,
                times.asText().equals("forever") ? Fault.FOREVER : times.asInt(1),
                json.path("skip").asInt(0),
                json.has("eventTypeId") ? json.path("eventTypeId").asLong() : null,
                json.path("uid").asText(null),
                kind == FaultKind.REFUSE ? refusal(json) : null,
                json.path("status").asInt(500),
                json.path("body").asText("text"),
                json.path("delayMillis").asLong(0));
    }

    private static Refusal refusal(JsonNode json) {
        return switch (json.path("as").asText("")) {
            case "slot-taken" -> Refusal.slotTaken();
            case "conflict" -> Refusal.bookingConflict();
            case "forbidden" -> Refusal.forbidden("Forbidden resource");
            case "not-found" -> Refusal.notFound("Not found");
            case "internal" -> Refusal.internal();
            case "" ->
                Refusal.of(json.path("status").asInt(400), json.path("message").asText("refused by the sandbox"));
            default -> throw new IllegalArgumentException("no refusal " + json.path("as"));
        };
    }

    public static ObjectNode view(Faults.InForce inForce) {
        var fault = inForce.fault();
        var view = Json.object().put("id", inForce.id());
        if (fault.operation() != null) {
            view.put("operation", fault.operation().text());
        }
        view.put("kind", fault.kind().text());
        if (inForce.timesLeft() == Fault.FOREVER) {
            view.put("timesLeft", "forever");
        } else {
            view.put("timesLeft", inForce.timesLeft());
        }
        view.put("skipLeft", inForce.skipLeft()).put("happened", inForce.happened());
        return view.put("eventTypeId", fault.eventTypeId()).put("uid", fault.uid());
    }
}
