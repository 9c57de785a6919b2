package dev.interlude.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.regex.Matcher;

/** Values that nobody should send, and bodies that hold them. None of them names a host but this machine. */
final class Oddities {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    static final List<String> TEXTS = List.of(
            "",
            " ",
            "null",
            "0",
            "-1",
            "x".repeat(300),
            "ü".repeat(5000),
            "\u0000",
            "a\u0007b\u001bc",
            "\u202eevil\ufeff",
            "\ud83d\ude00",
            "'; drop table booking; --",
            "' or 1=1 --",
            "${header.Authorization}",
            "{{interlude.admin-key}}",
            "#{1+1}",
            "<script>alert(1)</script>",
            "../../etc/passwd",
            "%00",
            "%s%n%x",
            "a@b@c.de",
            "2027-02-30",
            "2027-02-30T09:00:00",
            "9999-12-31T23:59:59Z",
            "9999-12-31",
            "10000-01-01T00:00:00Z",
            "0000-01-01T00:00:00Z",
            "0001-01-01",
            "-0001-01-01T00:00:00Z",
            "2027-03-28T02:30:00",
            "2027-10-31T02:30:00",
            "2027-06-01T24:00:00",
            "2027-06-01T09:00:60Z",
            "2027-06-01T09:00:00+18:00",
            "2027-06-01T09:00:00+99:99",
            "2027-06-01T09:00:00.123456789Z",
            "+999999999-12-31T23:59:59Z",
            "Europe/Bielefeld",
            "GMT+0",
            "SystemV/AST4",
            "00000000-0000-0000-0000-000000000000",
            "1-1-1-1-1",
            "9223372036854775808",
            "99999999999999999999999",
            "1e400",
            "NaN",
            "true");

    /** JSON that no library writes: put where a mark stands. */
    private static final List<String> RAW = List.of(
            "1e999999999",
            "-1e-999999999",
            "1e308",
            "9".repeat(400),
            "-9223372036854775809",
            "2147483648",
            "-0.0",
            "NaN",
            "\"\\ud800\"",
            "\"\\udc00\\ud800\"",
            "\"\\u0000\"",
            "\"a\nb\"",
            "\"\\x\"",
            "{\"a\":1,\"a\":2}",
            "[".repeat(400) + "]".repeat(400),
            "{\"a\":".repeat(900) + "1" + "}".repeat(900),
            "[".repeat(5000),
            "'single'",
            "undefined",
            "/* comment */ 1");

    private static final String MARK = "@raw@";

    private final Random random;

    /** What number {@code n} of a series is made of; neighbours have nothing in common. */
    static Random random(long seed, long n) {
        return new Random(new SplittableRandom(seed * 1_000_003 + n).nextLong());
    }

    Oddities(Random random) {
        this.random = random;
    }

    <T> T one(List<T> among) {
        return among.get(random.nextInt(among.size()));
    }

    String text() {
        return one(TEXTS);
    }

    /** A JSON document with something wrong in it, or none at all. */
    byte[] broken(JsonNode good) {
        var odd = good.deepCopy();
        var times = 1 + random.nextInt(3);
        for (var i = 0; i < times; i++) {
            odd = changed(odd);
        }
        var text = odd.toString();
        while (text.contains('"' + MARK + '"')) {
            text = text.replaceFirst('"' + MARK + '"', Matcher.quoteReplacement(one(RAW)));
        }
        return random.nextInt(4) == 0 ? bent(text) : text.getBytes(StandardCharsets.UTF_8);
    }

    /** Replaces, removes or adds something at any place of it. */
    private JsonNode changed(JsonNode node) {
        var places = new ArrayList<JsonNode>();
        collect(node, places);
        if (places.isEmpty() || random.nextInt(20) == 0) {
            return value();
        }
        var place = one(places);
        if (place instanceof ObjectNode object) {
            change(object);
        } else if (place instanceof ArrayNode array) {
            change(array);
        }
        return node;
    }

    private void change(ObjectNode object) {
        var names = new ArrayList<String>();
        object.fieldNames().forEachRemaining(names::add);
        if (names.isEmpty() || random.nextInt(8) == 0) {
            object.set(random.nextBoolean() ? "extra" : text(), value());
        } else if (random.nextInt(5) == 0) {
            object.remove(one(names));
        } else {
            object.set(one(names), value());
        }
    }

    private void change(ArrayNode array) {
        if (!array.isEmpty() && random.nextInt(3) == 0) {
            array.remove(random.nextInt(array.size()));
        } else if (!array.isEmpty() && random.nextBoolean()) {
            var item = array.get(random.nextInt(array.size()));
            var copies = random.nextInt(10) == 0 ? 600 : 2;
            for (var i = 0; i < copies; i++) {
                array.add(item.deepCopy());
            }
        } else {
            array.add(value());
        }
    }

    private static void collect(JsonNode node, List<JsonNode> into) {
        if (node.isContainerNode()) {
            into.add(node);
            node.forEach(child -> collect(child, into));
        }
    }

    private JsonNode value() {
        return switch (random.nextInt(10)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.booleanNode(random.nextBoolean());
            case 2 -> NODES.numberNode(random.nextInt());
            case 3 -> NODES.numberNode(random.nextLong());
            case 4 -> NODES.objectNode();
            case 5 -> NODES.arrayNode().add(1).add("x");
            case 6 -> NODES.textNode(MARK);
            default -> NODES.textNode(text());
        };
    }

    /** Bytes that are changed, doubled, cut off or no UTF-8. */
    byte[] bent(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length == 0) {
            return new byte[] {(byte) 0xff};
        }
        switch (random.nextInt(6)) {
            case 0 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            case 1 -> bytes[random.nextInt(bytes.length)] = (byte) 0xff;
            case 2 -> bytes[random.nextInt(bytes.length)] = 0;
            case 3 -> bytes = (text + text).getBytes(StandardCharsets.UTF_8);
            case 4 ->
                bytes = text.getBytes(random.nextBoolean() ? StandardCharsets.UTF_16 : StandardCharsets.ISO_8859_1);
            default -> bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
    }

    static JsonNode parsed(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
