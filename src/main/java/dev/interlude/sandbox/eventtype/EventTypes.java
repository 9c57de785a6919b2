package dev.interlude.sandbox.eventtype;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.sandbox.http.Answer;
import dev.interlude.sandbox.http.Call;
import dev.interlude.sandbox.http.Caller;
import dev.interlude.sandbox.http.Problems;
import dev.interlude.sandbox.http.Refusal;
import dev.interlude.sandbox.model.EventType;
import dev.interlude.sandbox.model.Json;
import dev.interlude.sandbox.model.Store;
import java.util.List;

/** {@code /v2/event-types}. */
public final class EventTypes {
    private final Store store;

    public EventTypes(Store store) {
        this.store = store;
    }

    public Answer list(Call call, Caller caller) {
        var all = Json.array();
        var username = call.param("username");
        var slug = call.param("eventSlug");
        store.eventTypes().stream()
                .filter(t -> username.map(
                                u -> store.user(t.ownerId()).username().equals(u))
                        .orElseGet(() -> caller.mayHandle(store, t.ownerId())))
                .filter(t -> slug.map(s -> t.slug().equals(s)).orElse(true))
                .filter(t -> !t.is("hidden") || caller.mayHandle(store, t.ownerId()))
                .forEach(t -> all.add(t.json()));
        return Answer.success(200, all);
    }

    public Answer get(Call call, Caller caller) {
        return Answer.success(200, whole(find(call, caller)));
    }

    /** The answer of the oldest version, reduced to its keys. */
    public Answer getLegacy(Call call, Caller caller) {
        var type = find(call, caller);
        var data = Json.object();
        data.set("eventType", type.json());
        data.set("locationOptions", Json.array());
        data.set("teamMembers", Json.array());
        for (var name : List.of("destinationCalendar", "team", "currentUserMembership")) {
            data.putNull(name);
        }
        return Answer.success(200, data.put("isUserOrganizationAdmin", false));
    }

    public Answer create(Call call, Caller caller) {
        var body = call.json();
        check(body, true);
        var owner = caller.user();
        checkSlug(owner.id(), body.path("slug").asText(), -1);
        var json = Defaults.of(store.newEventTypeId(), owner);
        Defaults.apply(json, body);
        var type = new EventType(json);
        store.put(type);
        return Answer.success(201, whole(type));
    }

    public Answer patch(Call call, Caller caller) {
        var old = find(call, caller);
        check(call.json(), false);
        if (call.json().has("slug")) {
            checkSlug(old.ownerId(), call.json().path("slug").asText(), old.id());
        }
        var json = old.json().deepCopy();
        Defaults.apply(json, call.json());
        var type = new EventType(json);
        store.put(type);
        return Answer.success(200, whole(type));
    }

    public Answer delete(Call call, Caller caller) {
        var type = find(call, caller);
        store.removeEventType(type.id());
        store.webhooks().values().removeIf(w -> w.eventTypeId() != null && w.eventTypeId() == type.id());
        return Answer.success(
                200,
                Json.object()
                        .put("id", type.id())
                        .put("lengthInMinutes", type.length())
                        .put("slug", type.slug())
                        .put("title", type.title()));
    }

    private EventType find(Call call, Caller caller) {
        var id = call.eventTypeId();
        return store.eventType(id == null ? -1 : id)
                .filter(t -> caller.mayHandle(store, t.ownerId()))
                .orElseThrow(() -> Refusal.notFound("Event type with id " + id + " not found"));
    }

    private void checkSlug(int ownerId, String slug, long own) {
        var other = store.eventTypeBySlug(ownerId, slug);
        if (other.isPresent() && other.get().id() != own) {
            throw Refusal.badRequest("User already has an event type with this slug.");
        }
    }

    private static void check(JsonNode body, boolean complete) {
        var problems = new Problems(body.isObject() ? body : Json.object());
        if ((complete || body.has("lengthInMinutes"))
                && !body.path("lengthInMinutes").isIntegralNumber()) {
            problems.add("lengthInMinutes", "isInt", "lengthInMinutes must be an integer number");
        }
        for (var name : List.of("title", "slug")) {
            if ((complete || body.has(name)) && !body.path(name).isTextual()) {
                problems.add(name, "isString", name + " must be a string");
            }
        }
        if (!problems.none()) {
            throw Refusal.invalid(problems);
        }
        var options = body.path("lengthInMinutesOptions");
        if (options.isArray() && body.has("lengthInMinutes")) {
            for (var option : options) {
                if (option.asInt() == body.path("lengthInMinutes").asInt()) {
                    return;
                }
            }
            throw Refusal.badRequest("lengthInMinutesOptions must include the default lengthInMinutes");
        }
    }

    /** Answers about one event type show a little more than the list. */
    private static ObjectNode whole(EventType type) {
        var json = type.json().deepCopy();
        json.putNull("calVideoSettings");
        return json;
    }
}
