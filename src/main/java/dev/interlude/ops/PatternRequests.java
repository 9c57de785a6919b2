package dev.interlude.ops;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.availability.WallClock;
import dev.interlude.catalog.Catalog;
import dev.interlude.platform.problems.Problem;
import dev.interlude.platform.problems.Problem.FieldError;
import dev.interlude.platform.problems.Refused;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Reads and validates a request for patterns. */
public class PatternRequests {

    private final Catalog catalog;

    public PatternRequests(Catalog catalog) {
        this.catalog = catalog;
    }

    /**
     * A day counts as a whole, even if only a time of it is given.
     *
     * @throws Refused VALIDATION_FAILED, 422, naming every parameter that makes no sense
     */
    public PatternRange range(JsonNode query) {
        var errors = new ArrayList<FieldError>();
        var from = day(query, "from", 0, errors);
        // The day before the first instant that no longer belongs to it is the last one.
        var last = day(query, "to", 1, errors);
        if (errors.isEmpty() && last.isBefore(from)) {
            errors.add(new FieldError("?to", "must be later than `from`"));
        } else if (errors.isEmpty() && from.plusDays(PatternRange.MAX_DAYS).isBefore(last.plusDays(1))) {
            errors.add(new FieldError("?to", "must be at most %d days after `from`".formatted(PatternRange.MAX_DAYS)));
        }
        if (!errors.isEmpty()) {
            throw new Refused(Problem.meaning(errors));
        }
        return new PatternRange(from, last.plusDays(1), catalog.timeZone());
    }

    private LocalDate day(JsonNode query, String name, int before, List<FieldError> errors) {
        return WallClock.dayOrMoment("?" + name, query.path(name).asText(), catalog.timeZone())
                .orAddTo(errors)
                .map((Instant moment) ->
                        moment.minusNanos(before).atZone(catalog.timeZone()).toLocalDate())
                .orElse(null);
    }
}
