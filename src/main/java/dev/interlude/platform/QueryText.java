package dev.interlude.platform;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.interlude.platform.problems.Problem;
import dev.interlude.platform.problems.Problem.FieldError;
import dev.interlude.platform.problems.Refused;
import java.math.BigInteger;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A query string, taken apart. */
final class QueryText {

    private static final Pattern WHOLE = Pattern.compile("-?\\d{1,18}");

    private QueryText() {}

    static Map<String, List<String>> parse(String raw) {
        var found = new LinkedHashMap<String, List<String>>();
        if (raw == null || raw.isEmpty()) {
            return found;
        }
        for (var pair : raw.split("&")) {
            if (!pair.isEmpty()) {
                var parts = pair.split("=", 2);
                found.computeIfAbsent(decoded(parts[0]), name -> new ArrayList<>())
                        .add(parts.length == 2 ? decoded(parts[1]) : "");
            }
        }
        return found;
    }

    /** The value in the type its schema asks for; text, if it does not look like that. */
    static JsonNode typed(String value, JsonNode schema) {
        var make = JsonNodeFactory.instance;
        return switch (schema.path("type").asText()) {
            case "integer", "number" ->
                WHOLE.matcher(value).matches()
                        ? make.numberNode(new BigInteger(value).longValueExact())
                        : make.textNode(value);
            case "boolean" ->
                value.equals("true") || value.equals("false")
                        ? make.booleanNode(value.equals("true"))
                        : make.textNode(value);
            default -> make.textNode(value);
        };
    }

    private static String decoded(String text) {
        try {
            // Byte for byte first: a decoder that replaces what is not UTF-8 would change what was asked for.
            var decoded = Utf8.text(URLDecoder.decode(text, ISO_8859_1).getBytes(ISO_8859_1));
            if (decoded != null && decoded.indexOf('\0') < 0) {
                return decoded;
            }
        } catch (IllegalArgumentException e) {
            // said below, in our words
        }
        throw new Refused(Problem.shape(List.of(new FieldError("?", "cannot be read"))));
    }
}
