package dev.interlude.ops;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.platform.Instants;
import dev.interlude.platform.attention.AttentionPosition;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/**
 * Where the next page of the attention list begins.
 *
 * @param source the last item's; empty at the start
 */
record AttentionCursor(String source, AttentionPosition position) {

    static final AttentionCursor START = new AttentionCursor("", AttentionPosition.START);

    private static final String SEPARATOR = "\n";

    /** @param sources the names there are */
    static AttentionCursor of(JsonNode query, List<String> sources) {
        var text = query.path("cursor").asText("");
        if (text.isEmpty()) {
            return START;
        }
        try {
            var parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(SEPARATOR, 3);
            if (parts.length == 3 && sources.contains(parts[0])) {
                return new AttentionCursor(
                        parts[0], new AttentionPosition(Instants.storable(Instant.parse(parts[1])), parts[2]));
            }
        } catch (IllegalArgumentException | DateTimeException e) {
            throw AttentionPosition.notOurs();
        }
        throw AttentionPosition.notOurs();
    }

    boolean isStart() {
        return source.isEmpty();
    }

    String text() {
        var text = String.join(SEPARATOR, source, position.since().toString(), position.id());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
