package dev.interlude.calcom.answers;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Fits a caller's metadata into what Cal.com takes: 50 keys of 40 characters, text of 500, nothing nested. Numbers and
 * booleans go as text too, since Cal.com refuses them. What does not fit is cut; we keep the original.
 */
public final class MetadataLimits {

    private static final int KEYS = 50;
    private static final int KEY_CHARS = 40;
    private static final int VALUE_CHARS = 500;

    private MetadataLimits() {}

    /** @param ours goes first and is never cut */
    public static Map<String, String> fit(Map<String, String> ours, JsonNode callers) {
        var fitted = new LinkedHashMap<>(ours);
        callers.properties().forEach(field -> {
            if (fitted.size() < KEYS && !field.getValue().isNull()) {
                var value = field.getValue();
                fitted.putIfAbsent(
                        cut(field.getKey(), KEY_CHARS),
                        cut(value.isValueNode() ? value.asText() : value.toString(), VALUE_CHARS));
            }
        });
        return fitted;
    }

    /** Never through the middle of a character that takes two. */
    private static String cut(String text, int chars) {
        if (text.length() <= chars) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(chars - 1)) ? chars - 1 : chars);
    }
}
