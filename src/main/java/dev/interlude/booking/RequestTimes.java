package dev.interlude.booking;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.availability.Parsed;
import dev.interlude.availability.WallClock;
import dev.interlude.availability.WishedSegment;
import dev.interlude.platform.Problem.FieldError;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads zones, times and wished segments out of a request's JSON, which already has the right shape. */
final class RequestTimes {

    private final JsonNode request;
    private final List<FieldError> errors;
    private final ZoneId zone;

    /** @param otherwise the zone of a request that names none */
    RequestTimes(JsonNode request, ZoneId otherwise, List<FieldError> errors) {
        this.request = request;
        this.errors = errors;
        this.zone = text(request, "timeZone")
                .flatMap(text -> WallClock.zone("/timeZone", text).orAddTo(errors))
                .orElse(otherwise);
    }

    ZoneId zone() {
        return zone;
    }

    /** The start of the whole; must not be past. */
    Optional<Instant> start(Instant now) {
        var start = moment("/start", request.path("start").asText());
        if (start.isPresent() && start.get().isBefore(now)) {
            errors.add(new FieldError("/start", "must not be in the past"));
        }
        return start;
    }

    List<WishedSegment> segments() {
        var wished = new ArrayList<WishedSegment>();
        for (int i = 0; i < request.path("segments").size(); i++) {
            var segment = request.get("segments").get(i);
            var pointer = "/segments/" + i + "/start";
            wished.add(new WishedSegment(
                    segment.path("key").asText(),
                    text(segment, "staff"),
                    text(segment, "start").flatMap(text -> moment(pointer, text))));
        }
        return wished;
    }

    static Optional<String> text(JsonNode node, String member) {
        return node.hasNonNull(member) ? Optional.of(node.get(member).asText()) : Optional.empty();
    }

    /** Nobody's diary knows seconds, and Cal.com drops parts of them. */
    private boolean wholeMinute(String pointer, Instant moment) {
        var whole = moment.equals(moment.truncatedTo(ChronoUnit.MINUTES));
        if (!whole) {
            errors.add(new FieldError(pointer, "must be a whole minute"));
        }
        return whole;
    }

    private Optional<Instant> moment(String pointer, String text) {
        Parsed<Instant> read = WallClock.moment(pointer, text, zone);
        return read.orAddTo(errors).filter(moment -> wholeMinute(pointer, moment));
    }
}
