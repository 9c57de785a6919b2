package dev.interlude.outbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.platform.problems.Problem;
import dev.interlude.platform.problems.ProblemCode;
import dev.interlude.platform.problems.Refused;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Requests about event deliveries, and how they are shown. */
public class Deliveries {

    /** @throws Refused NOT_FOUND, also when the text is no id of ours at all */
    public UUID subscription(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw Refused.because(ProblemCode.NOT_FOUND, "There is no subscription with this id.");
        }
    }

    /** The event behind which a page begins, or null. */
    public UUID after(JsonNode query, String name) {
        var text = query.path(name).textValue();
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new Refused(Problem.shape(List.of(new Problem.FieldError("?" + name, "must be a uuid"))));
        }
    }

    /** Ids of events; none: all dead ones. */
    public List<UUID> chosen(JsonNode body) {
        return body.path("events")
                .valueStream()
                .map(id -> UUID.fromString(id.textValue()))
                .distinct()
                .toList();
    }

    /** One page; {@code found} holds one more than the limit when there is a next one. */
    public Map<String, Object> page(List<Delivery> found, JsonNode query) {
        var limit = query.path("limit").intValue();
        var shown = found.subList(0, Math.min(limit, found.size()));
        var page = new LinkedHashMap<String, Object>();
        page.put("deliveries", shown);
        page.put("nextCursor", found.size() > limit ? shown.get(limit - 1).event() : null);
        return page;
    }

    public Map<String, Object> replayed(int events) {
        return Map.of("replayed", events);
    }
}
