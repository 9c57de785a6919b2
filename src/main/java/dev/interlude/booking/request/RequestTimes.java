package dev.interlude.booking.request;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.availability.Parsed;
import dev.interlude.availability.WallClock;
import dev.interlude.availability.search.RequestedSegment;
import dev.interlude.platform.problems.Problem.FieldError;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads zones, times and requested segments from a request's JSON, which already has the right shape. */
public final class RequestTimes {

    private final JsonNode request;
    private final List<FieldError> errors;
    private final ZoneId zone;

    /** @param otherwise the zone of a request that names none */
    public RequestTimes(JsonNode request, ZoneId otherwise, List<FieldError> errors) {
        this.request = request;
        this.errors = errors;
        this.zone = text(request, "timeZone")
                .flatMap(text -> WallClock.zone("/timeZone", text).orAddTo(errors))
                .orElse(otherwise);
    }

    public ZoneId zone() {
        return zone;
    }

    /** The start of the whole, also one that is past. */
    public Optional<Instant> anyStart() {
        return moment("/start", request.path("start").asText());
    }

    /** The start of the whole; must not be past. */
    public Optional<Instant> start(Instant now) {
        var start = anyStart();
        if (start.isPresent() && start.get().isBefore(now)) {
            errors.add(new FieldError("/start", "must not be in the past"));
        }
        return start;
    }

    public List<RequestedSegment> segments() {
        var requested = new ArrayList<RequestedSegment>();
        for (int i = 0; i < request.path("segments").size(); i++) {
            var segment = request.get("segments").get(i);
            var pointer = "/segments/" + i + "/start";
            requested.add(new RequestedSegment(
                    segment.path("key").asText(),
                    text(segment, "staff"),
                    text(segment, "start").flatMap(text -> moment(pointer, text))));
        }
        return requested;
    }

    public static Optional<String> text(JsonNode node, String member) {
        return node.hasNonNull(member) ? Optional.of(node.get(member).asText()) : Optional.empty();
    }

    /** Diaries do not know seconds, and Cal.com drops fractions of them. */
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
