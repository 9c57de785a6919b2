package dev.interlude.availability;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.availability.slots.Interval;
import dev.interlude.platform.problems.Problem.FieldError;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * The requested range of a search and its time zone.
 *
 * @param range empty where it makes no sense
 */
public record RequestedTimes(ZoneId zone, Optional<Interval> range) {

    /** @param otherwise the zone if none, or none that exists, is requested */
    public static RequestedTimes read(JsonNode query, ZoneId otherwise, List<FieldError> errors) {
        var zone = text(query, "timeZone")
                .flatMap(text -> WallClock.zone("?timeZone", text).orAddTo(errors))
                .orElse(otherwise);
        var range = RequestedRange.read(
                        "?", text(query, "from").orElse(null), text(query, "to").orElse(null), zone)
                .orAddTo(errors);
        return new RequestedTimes(zone, range);
    }

    private static Optional<String> text(JsonNode query, String name) {
        return Optional.ofNullable(query.get(name))
                .filter(value -> !value.isNull())
                .map(JsonNode::asText);
    }
}
