package dev.interlude;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.atomic.AtomicInteger;

/** Requests as upstream systems write them. */
final class Wishes {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final AtomicInteger COUNT = new AtomicInteger();

    private Wishes() {}

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    static ArrayNode array() {
        return JSON.createArrayNode();
    }

    /** By anybody, for a customer nobody has seen before. */
    static ObjectNode booking(String service, String start) {
        var wish = object().put("service", service).put("start", start).put("timeZone", "Europe/Berlin");
        wish.putObject("attendee")
                .put("name", "Zoë Müller-O'Neill")
                .put("email", "zoe" + COUNT.incrementAndGet() + "@example.com")
                .put("timeZone", "Europe/Berlin")
                .put("language", "de");
        return wish;
    }

    static ObjectNode haircut(String start, String staff) {
        return booking("haircut", start).put("staff", staff);
    }

    /** Colour by anna, style by somebody else or anna again, each at its time. */
    static ObjectNode colourAndStyle(String start, String styleStart, String styleBy) {
        var wish = booking("colour-and-style", start);
        var segments = wish.putArray("segments");
        segments.addObject().put("key", "colour").put("staff", "anna").put("start", start);
        segments.addObject().put("key", "style").put("staff", styleBy).put("start", styleStart);
        return wish;
    }

    /** Where to move a booking. */
    static ObjectNode to(String start) {
        return object().put("start", start).put("timeZone", "Europe/Berlin");
    }
}
