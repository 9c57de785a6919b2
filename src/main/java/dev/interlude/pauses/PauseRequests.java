package dev.interlude.pauses;

import static dev.interlude.booking.request.RequestTimes.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.availability.RequestedTimes;
import dev.interlude.booking.request.BookingRequests;
import dev.interlude.catalog.Catalog;
import dev.interlude.platform.problems.Problem.FieldError;
import java.util.ArrayList;
import java.util.List;

/** Reads and validates a request for pauses. */
public class PauseRequests {

    private final Catalog catalog;

    public PauseRequests(Catalog catalog) {
        this.catalog = catalog;
    }

    /** @throws dev.interlude.platform.problems.Refused VALIDATION_FAILED, 422, naming every parameter that makes no sense */
    public PauseFilter pausesWanted(JsonNode query) {
        var errors = new ArrayList<FieldError>();
        var times = RequestedTimes.read(query, catalog.timeZone(), errors);
        var staff = text(query, "staff")
                .map(List::of)
                .orElseGet(() -> List.copyOf(catalog.staff().keySet()));
        if (!catalog.staff().keySet().containsAll(staff)) {
            errors.add(new FieldError(
                    "?staff",
                    "is not in the catalog; write one of "
                            + String.join(", ", catalog.staff().keySet())));
        }
        BookingRequests.refuse(errors);
        return new PauseFilter(times.range().orElseThrow(), staff, times.zone());
    }
}
