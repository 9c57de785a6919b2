package dev.interlude.availability;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.platform.Problem.FieldError;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * From when to when the parameters of a search ask, and on which clock.
 *
 * @param range empty where it makes no sense
 */
public record AskedTimes(ZoneId zone, Optional<Interval> range) {

    /** @param otherwise the zone where none is asked for, or none that exists */
    public static AskedTimes read(JsonNode query, ZoneId otherwise, List<FieldError> errors) {
        var zone = text(query, "timeZone")
                .flatMap(text -> WallClock.zone("?timeZone", text).orAddTo(errors))
                .orElse(otherwise);
        var range = AskedRange.read(
                        "?", text(query, "from").orElse(null), text(query, "to").orElse(null), zone)
                .orAddTo(errors);
        return new AskedTimes(zone, range);
    }

    private static Optional<String> text(JsonNode query, String name) {
        return Optional.ofNullable(query.get(name))
                .filter(value -> !value.isNull())
                .map(JsonNode::asText);
    }
}
