package dev.interlude.sandbox.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.UUID;

/** JSON and the notations that Cal.com uses in it. */
public final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final String BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

    private Json() {}

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    public static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    public static ArrayNode array(Collection<String> texts) {
        var array = array();
        texts.forEach(array::add);
        return array;
    }

    public static JsonNode parse(byte[] text) throws JsonProcessingException {
        return MAPPER.readTree(new String(text, StandardCharsets.UTF_8));
    }

    public static JsonNode of(Object value) {
        return MAPPER.valueToTree(value);
    }

    public static byte[] bytes(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@code 2026-12-07T09:00:00.000Z} */
    public static String instant(Instant at) {
        return MILLIS.format(at);
    }

    /** 22 letters as the real uids. */
    public static String newUid() {
        var id = UUID.randomUUID();
        var uid = new StringBuilder(22);
        for (var half : new long[] {id.getMostSignificantBits(), id.getLeastSignificantBits()}) {
            for (int i = 0; i < 11; i++) {
                uid.append(BASE58.charAt((int) Long.remainderUnsigned(half, 58)));
                half = Long.divideUnsigned(half, 58);
            }
        }
        return uid.toString();
    }
}
