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
import java.util.Set;
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
        var staff = text(json, "staff");
        var resource = text(json, "resource");
        var unit = json.hasNonNull("unit") ? Integer.valueOf(json.get("unit").intValue()) : null;
        requireSubject(staff, resource, unit, errors);
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
                resource,
                unit,
                range.orElseThrow().start(),
                range.get().end(),
                zone,
                text(json, "reason"),
                caller.name(),
                now,
                null);
    }

    private void requireSubject(String staff, String resource, Integer unit, List<FieldError> errors) {
        if (staff == null && resource == null) {
            errors.add(new FieldError("/staff", "is missing; write who is away, or as `resource` what is closed"));
        } else if (staff != null && resource != null) {
            errors.add(new FieldError("/resource", "cannot stand beside `staff`; send one request for each"));
        }
        if (staff != null) {
            requireOneOf("/staff", staff, catalog.staff().keySet(), errors);
        }
        if (resource != null) {
            requireOneOf("/resource", resource, catalog.resources().keySet(), errors);
        }
        if (unit != null) {
            requireUnit(resource, unit, errors);
        }
    }

    private static void requireOneOf(String pointer, String name, Set<String> known, List<FieldError> errors) {
        if (!known.contains(name)) {
            errors.add(new FieldError(
                    pointer,
                    known.isEmpty()
                            ? "is not in the catalog, which has none"
                            : "is not in the catalog; write one of " + String.join(", ", known)));
        }
    }

    private void requireUnit(String resource, int unit, List<FieldError> errors) {
        if (resource == null) {
            errors.add(new FieldError("/unit", "needs the `resource` it is one of"));
            return;
        }
        var kind = catalog.resources().get(resource);
        if (kind != null && (unit < 1 || unit > kind.count())) {
            errors.add(new FieldError(
                    "/unit",
                    "must be a number from 1 to %d, or left out to close all of them".formatted(kind.count())));
        }
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
