package dev.interlude.support;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.atomic.AtomicInteger;

/** Requests as upstream systems write them. */
public final class RequestBodies {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final AtomicInteger COUNT = new AtomicInteger();

    private RequestBodies() {}

    public static ObjectNode object() {
        return JSON.createObjectNode();
    }

    public static ArrayNode array() {
        return JSON.createArrayNode();
    }

    public static ObjectNode parsed(String text) {
        try {
            return (ObjectNode) JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** By anybody, for a customer nobody has seen before. */
    public static ObjectNode booking(String service, String start) {
        var body = object().put("service", service).put("start", start).put("timeZone", "Europe/Berlin");
        body.putObject("attendee")
                .put("name", "Zoë Müller-O'Neill")
                .put("email", "zoe" + COUNT.incrementAndGet() + "@example.com")
                .put("timeZone", "Europe/Berlin")
                .put("language", "de");
        return body;
    }

    public static ObjectNode haircut(String start, String staff) {
        return booking("haircut", start).put("staff", staff);
    }

    /** Colour by anna, style by somebody else or anna again, each at its time. */
    public static ObjectNode colourAndStyle(String start, String styleStart, String styleBy) {
        var body = booking("colour-and-style", start);
        var segments = body.putArray("segments");
        segments.addObject().put("key", "colour").put("staff", "anna").put("start", start);
        segments.addObject().put("key", "style").put("staff", styleBy).put("start", styleStart);
        return body;
    }

    /** Where to move a booking. */
    public static ObjectNode to(String start) {
        return object().put("start", start).put("timeZone", "Europe/Berlin");
    }
}
