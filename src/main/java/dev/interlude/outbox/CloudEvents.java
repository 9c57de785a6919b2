package dev.interlude.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.util.RawValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Events on the wire: CloudEvents 1.0 in JSON, with the extension {@code sequence}, their position in the total order.
 */
public class CloudEvents {

    private final ObjectMapper json;
    private final String source;

    /** @param source tells this Interlude from others */
    public CloudEvents(ObjectMapper json, String source) {
        this.json = json;
        this.source = source;
    }

    public String text(Event event) {
        try {
            return json.writeValueAsString(of(event));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Event " + event.id() + " cannot be written", e);
        }
    }

    /** @param after where this page began, or null; the next one begins behind the last event of this one */
    public Map<String, Object> page(List<Event> events, UUID after) {
        var page = new LinkedHashMap<String, Object>();
        page.put("events", events.stream().map(this::of).toList());
        page.put(
                "nextAfter",
                events.isEmpty() ? after : events.get(events.size() - 1).id());
        return page;
    }

    private Map<String, Object> of(Event event) {
        var written = new LinkedHashMap<String, Object>();
        written.put("specversion", "1.0");
        written.put("id", event.id());
        written.put("source", source);
        written.put("type", event.type());
        written.put("subject", event.subject());
        written.put("time", event.at().toString());
        written.put("datacontenttype", "application/json");
        // As text of one length, so that it sorts as it counts: that is how the extension is defined.
        written.put("sequence", "%019d".formatted(event.position()));
        written.put("data", new RawValue(event.data()));
        return written;
    }
}
