package dev.interlude.booking;

import static dev.interlude.booking.RequestTimes.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.availability.AskedRange;
import dev.interlude.availability.WallClock;
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
        var zone = text(query, "timeZone")
                .flatMap(text -> WallClock.zone("?timeZone", text).orAddTo(errors))
                .orElse(catalog.timeZone());
        var range = AskedRange.read(
                        "?", text(query, "from").orElse(null), text(query, "to").orElse(null), zone)
                .orAddTo(errors);
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
        return new PauseWish(range.orElseThrow(), staff, zone);
    }
}
