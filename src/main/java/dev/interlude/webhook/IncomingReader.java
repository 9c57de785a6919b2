package dev.interlude.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.TreeMap;

/** Reads just enough of a delivery to store it: what kind it is, which booking it speaks of, and whether it is new. */
public class IncomingReader {

    /** Of a body that is no JSON object: kept all the same, since it came with a good signature. */
    static final String UNREADABLE = "UNREADABLE";

    private static final String SENT_AT = "createdAt";
    private static final String NO_SHOW = "BOOKING_NO_SHOW_UPDATED";

    private final ObjectMapper json;

    public IncomingReader(ObjectMapper json) {
        this.json = json.copy().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
    }

    public Incoming read(String account, byte[] raw) {
        try {
            if (json.readTree(raw) instanceof ObjectNode body) {
                return new Incoming(
                        account,
                        sha256(content(body)),
                        body.path("triggerEvent").asText(UNREADABLE),
                        uid(body),
                        raw);
            }
        } catch (IOException e) {
            // Signed, so it is Cal.com's: what cannot be read is kept for a person to look at.
            return unreadable(account, raw);
        }
        return unreadable(account, raw);
    }

    private static Incoming unreadable(String account, byte[] raw) {
        return new Incoming(account, sha256(raw), UNREADABLE, null, raw);
    }

    /**
     * All but when it was sent, which differs between two registrations. A no-show says only what is now, and may say the
     * same again after it said otherwise: there the time counts. MEETING_* bodies are flat and tell when the booking was made.
     */
    private byte[] content(ObjectNode body) throws IOException {
        var content = body.deepCopy();
        if (body.has("payload") && !NO_SHOW.equals(body.path("triggerEvent").asText())) {
            content.remove(SENT_AT);
        }
        return json.writeValueAsBytes(sorted(content));
    }

    private static Object sorted(JsonNode node) {
        if (!node.isObject()) {
            return node;
        }
        var members = new TreeMap<String, Object>();
        node.properties().forEach(member -> members.put(member.getKey(), sorted(member.getValue())));
        return members;
    }

    private static String uid(ObjectNode body) {
        var payload = body.has("payload") ? body.get("payload") : body;
        var uid = payload.path("uid").asText(payload.path("bookingUid").asText(""));
        return uid.isEmpty() ? null : uid;
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM has no SHA-256", e);
        }
    }
}
