package dev.interlude.platform;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.interlude.platform.problems.Pointers;
import dev.interlude.platform.problems.Problem;
import dev.interlude.platform.problems.Problem.FieldError;
import dev.interlude.platform.problems.Refused;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Strict reading and writing of JSON. */
public final class Json {

    private static final int DEPTH = 20;
    private static final int LONGEST_TEXT = 100_000;
    /** Wider than any double. Further away, numbers are nothing that checks and PostgreSQL can hold. */
    private static final int MOST_DIGITS = 400;

    private final JsonMapper strict = JsonMapper.builder(com.fasterxml.jackson.core.JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEPTH)
                            .maxStringLength(LONGEST_TEXT)
                            .maxNumberLength(100)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final ObjectMapper writer;

    public Json(ObjectMapper writer) {
        this.writer = writer;
    }

    /** @throws Refused if it is not JSON in UTF-8, names a member twice, or is nested or written beyond reason */
    public JsonNode parse(byte[] raw) {
        try {
            var text = Utf8.text(raw);
            if (text == null) {
                throw new Refused(Problem.shape(List.of(new FieldError("", "The body is not valid UTF-8"))));
            }
            var read = strict.readTree(text);
            var errors = new ArrayList<FieldError>();
            refuseUnstorable(read, "", errors);
            if (!errors.isEmpty()) {
                throw new Refused(Problem.shape(errors));
            }
            return read;
        } catch (JsonProcessingException e) {
            throw new Refused(Problem.shape(List.of(new FieldError("", sentence(e)))));
        }
    }

    /** Domain values as JSON; bytes and text pass as they are. */
    public byte[] bytes(Object answer) {
        if (answer == null) {
            return new byte[0];
        }
        if (answer instanceof byte[] written) {
            return written;
        }
        try {
            return answer instanceof String text
                    ? text.getBytes(java.nio.charset.StandardCharsets.UTF_8)
                    : writer.writeValueAsBytes(answer);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** PostgreSQL keeps neither NUL, half a character nor any number. */
    private static void refuseUnstorable(JsonNode node, String pointer, List<FieldError> errors) {
        if (node.isTextual() && unstorable(node.textValue())) {
            errors.add(new FieldError(pointer, "contains a character that cannot be stored"));
        }
        if (node.isBigDecimal() && Math.abs((long) node.decimalValue().scale()) > MOST_DIGITS) {
            errors.add(new FieldError(pointer, "is a number beyond reason"));
        }
        node.properties().forEach(member -> {
            var below = pointer + "/" + Pointers.escaped(member.getKey());
            if (unstorable(member.getKey())) {
                errors.add(new FieldError(pointer, "has a member whose name cannot be stored"));
            }
            refuseUnstorable(member.getValue(), below, errors);
        });
        for (var i = 0; node.isArray() && i < node.size(); i++) {
            refuseUnstorable(node.get(i), pointer + "/" + i, errors);
        }
    }

    private static boolean unstorable(String text) {
        return text.codePoints()
                .anyMatch(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
    }

    /** Jackson's own message quotes what was sent, so it stays here. */
    private static String sentence(JsonProcessingException e) {
        var what = String.valueOf(e.getOriginalMessage()).startsWith("Duplicate field")
                ? "The body names a member twice"
                : e instanceof com.fasterxml.jackson.core.exc.StreamConstraintsException
                        ? "The body is nested more than %d deep or holds a value beyond reason".formatted(DEPTH)
                        : "The body is not valid JSON";
        return what + place(e.getLocation());
    }

    private static String place(JsonLocation at) {
        return at == null || at.getLineNr() < 1
                ? ""
                : " (line %d, column %d)".formatted(at.getLineNr(), at.getColumnNr());
    }
}
