package dev.interlude.booking;

import static dev.interlude.booking.RequestTimes.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.availability.AskedTimes;
import dev.interlude.catalog.Catalog;
import dev.interlude.platform.Problem.FieldError;
import java.util.ArrayList;
import java.util.List;

/** Reads which pauses a caller wants to see. */
public class PauseRequests {

    private final Catalog catalog;

    public PauseRequests(Catalog catalog) {
        this.catalog = catalog;
    }

    /** @throws dev.interlude.platform.Refused VALIDATION_FAILED, 422, naming every parameter that makes no sense */
    public PauseWish pausesWanted(JsonNode query) {
        var errors = new ArrayList<FieldError>();
        var times = AskedTimes.read(query, catalog.timeZone(), errors);
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
        return new PauseWish(times.range().orElseThrow(), staff, times.zone());
    }
}
