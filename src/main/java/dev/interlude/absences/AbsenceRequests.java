package dev.interlude.absences;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.availability.RequestedRange;
import dev.interlude.availability.WallClock;
import dev.interlude.catalog.Catalog;
import dev.interlude.platform.Caller;
import dev.interlude.platform.problems.Problem;
import dev.interlude.platform.problems.Problem.FieldError;
import dev.interlude.platform.problems.Refused;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Reads and validates requests to record an absence. */
public class AbsenceRequests {

    private final Catalog catalog;
    private final Clock clock;

    public AbsenceRequests(Catalog catalog, Clock clock) {
        this.catalog = catalog;
        this.clock = clock;
    }

    /**
     * @param id the same for every repeat under the same Idempotency-Key
     * @throws Refused VALIDATION_FAILED, 422, naming every member that makes no sense
     */
    public Absence read(JsonNode json, UUID id, Caller caller) {
        var errors = new ArrayList<FieldError>();
        var staff = json.path("staff").asText();
        if (!catalog.staff().containsKey(staff)) {
            errors.add(new FieldError(
                    "/staff",
                    "is not in the catalog; write one of "
                            + String.join(", ", catalog.staff().keySet())));
        }
        var zone = text(json, "timeZone") == null
                ? catalog.timeZone()
                : WallClock.zone("/timeZone", text(json, "timeZone"))
                        .orAddTo(errors)
                        .orElse(catalog.timeZone());
        var now = clock.instant();
        var range = RequestedRange.read("/", text(json, "from"), text(json, "to"), zone)
                .orAddTo(errors);
        range.filter(r -> !r.end().isAfter(now))
                .ifPresent(past -> errors.add(new FieldError("/to", "must not be in the past")));
        range.ifPresent(r -> {
            wholeMinute("/from", r.start(), errors);
            wholeMinute("/to", r.end(), errors);
        });
        if (!errors.isEmpty()) {
            throw new Refused(Problem.meaning(errors));
        }
        return new Absence(
                id,
                staff,
                range.orElseThrow().start(),
                range.get().end(),
                zone,
                text(json, "reason"),
                caller.name(),
                now,
                null);
    }

    private static void wholeMinute(String pointer, Instant moment, List<FieldError> errors) {
        if (!moment.equals(moment.truncatedTo(ChronoUnit.MINUTES))) {
            errors.add(new FieldError(pointer, "must be a whole minute"));
        }
    }

    private static String text(JsonNode json, String member) {
        return json.hasNonNull(member) ? json.get(member).asText() : null;
    }
}
