package dev.interlude.sandbox.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.sandbox.http.Answer;
import dev.interlude.sandbox.http.Call;
import dev.interlude.sandbox.http.Caller;
import dev.interlude.sandbox.http.Problems;
import dev.interlude.sandbox.http.Refusal;
import dev.interlude.sandbox.model.EventType;
import dev.interlude.sandbox.model.Json;
import dev.interlude.sandbox.model.SandboxClock;
import dev.interlude.sandbox.model.Store;
import dev.interlude.sandbox.model.Webhook;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** {@code /v2/webhooks} and {@code /v2/event-types/{id}/webhooks}: registering webhooks. */
public final class Webhooks {
    private final Store store;
    private final SandboxClock clock;

    public Webhooks(Store store, SandboxClock clock) {
        this.store = store;
        this.clock = clock;
    }

    public Answer create(Call call, Caller caller) {
        var eventType = eventType(call, caller);
        var body = call.json();
        check(body, true);
        var url = body.path("subscriberUrl").asText();
        var duplicate = store.webhooks().values().stream()
                .filter(w -> w.subscriberUrl().equals(url))
                .anyMatch(w -> eventType == null
                        ? w.eventTypeId() == null && w.userId() == caller.user().id()
                        : w.eventTypeId() != null && w.eventTypeId() == eventType.id());
        if (duplicate) {
            throw Refusal.conflict("Webhook with this subscriber url already exists for this "
                    + (eventType == null ? "user" : "event type"));
        }
        var webhook = new Webhook(
                UUID.randomUUID().toString(),
                caller.user().id(),
                eventType == null ? null : eventType.id(),
                url,
                texts(body.path("triggers")),
                body.path("active").asBoolean(),
                body.path("secret").asText(null),
                body.path("payloadTemplate").asText(null),
                clock.now());
        store.webhooks().put(webhook.id(), webhook);
        return Answer.success(201, view(webhook));
    }

    public Answer list(Call call, Caller caller) {
        var eventType = eventType(call, caller);
        var take = call.param("take").map(Integer::parseInt).orElse(250);
        var skip = call.param("skip").map(Integer::parseInt).orElse(0);
        var all = Json.array();
        mine(eventType, caller)
                .sorted(Comparator.comparing(Webhook::id))
                .skip(skip)
                .limit(take)
                .forEach(w -> all.add(view(w)));
        return Answer.success(200, all);
    }

    public Answer get(Call call, Caller caller) {
        var webhook = find(call, caller);
        var row = view(webhook);
        row.put("userId", webhook.userId())
                .put("createdAt", Json.instant(webhook.createdAt()))
                .put("version", "2021-10-20")
                .put("platform", false);
        if (webhook.eventTypeId() == null) {
            row.putNull("eventTypeId");
        }
        for (var name : List.of("appId", "oAuthClientId", "teamId", "time", "timeUnit")) {
            row.putNull(name);
        }
        return Answer.success(200, row);
    }

    public Answer patch(Call call, Caller caller) {
        var old = find(call, caller);
        var body = call.json();
        check(body, false);
        var changed = new Webhook(
                old.id(),
                old.userId(),
                old.eventTypeId(),
                body.path("subscriberUrl").asText(old.subscriberUrl()),
                body.has("triggers") ? texts(body.path("triggers")) : old.triggers(),
                body.path("active").asBoolean(old.active()),
                body.path("secret").asText(old.secret()),
                body.path("payloadTemplate").asText(old.payloadTemplate()),
                old.createdAt());
        store.webhooks().put(changed.id(), changed);
        return Answer.success(200, view(changed));
    }

    public Answer delete(Call call, Caller caller) {
        var webhook = find(call, caller);
        store.webhooks().remove(webhook.id());
        return Answer.success(200, view(webhook));
    }

    private EventType eventType(Call call, Caller caller) {
        if (!call.path().startsWith("/v2/event-types/")) {
            return null;
        }
        var id = call.eventTypeId();
        var type = store.eventType(id == null ? -1 : id)
                .orElseThrow(() -> Refusal.notFound("Event type (" + id + ") not found"));
        if (type.ownerId() != caller.user().id()) {
            throw Refusal.forbidden("User (" + caller.user().id() + ") is not the owner of event type (" + id + ")");
        }
        return type;
    }

    private Webhook find(Call call, Caller caller) {
        var id = call.path().substring(call.path().lastIndexOf('/') + 1);
        return mine(eventType(call, caller), caller)
                .filter(w -> w.id().equals(id))
                .findFirst()
                .orElseThrow(() -> Refusal.notFound("Webhook (" + id + ") not found"));
    }

    private Stream<Webhook> mine(EventType eventType, Caller caller) {
        return store.webhooks().values().stream()
                .filter(w -> eventType == null
                        ? w.eventTypeId() == null && w.userId() == caller.user().id()
                        : w.eventTypeId() != null && w.eventTypeId() == eventType.id());
    }

    private static void check(JsonNode body, boolean complete) {
        var problems = new Problems(body.isObject() ? body : Json.object());
        if ((complete || body.has("active")) && !body.path("active").isBoolean()) {
            problems.add("active", "isBoolean", "active must be a boolean value");
        }
        if ((complete || body.has("subscriberUrl"))
                && !body.path("subscriberUrl").isTextual()) {
            problems.add("subscriberUrl", "isString", "subscriberUrl must be a string");
        }
        var triggers = texts(body.path("triggers"));
        if ((complete || body.has("triggers"))
                && (!body.path("triggers").isArray() || !Trigger.names().containsAll(triggers))) {
            var names = String.join(", ", Trigger.names());
            problems.add("triggers", "isEnum", "each value in triggers must be one of the following values: " + names);
        }
        if (!problems.none()) {
            throw Refusal.invalid(problems);
        }
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(node -> texts.add(node.asText()));
        return texts;
    }

    private static ObjectNode view(Webhook webhook) {
        var view = Json.object().put("id", webhook.id()).put("payloadTemplate", webhook.payloadTemplate());
        view.set("triggers", Json.array(webhook.triggers()));
        view.put("subscriberUrl", webhook.subscriberUrl())
                .put("active", webhook.active())
                .put("secret", webhook.secret());
        return webhook.eventTypeId() == null
                ? view.put("userId", webhook.userId())
                : view.put("eventTypeId", webhook.eventTypeId());
    }
}
