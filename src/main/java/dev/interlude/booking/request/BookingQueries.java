package dev.interlude.booking.request;

import static dev.interlude.booking.request.RequestTimes.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.availability.WallClock;
import dev.interlude.booking.BookingStatus;
import dev.interlude.booking.request.BookingFilter.Cursor;
import dev.interlude.catalog.Catalog;
import dev.interlude.platform.problems.Problem.FieldError;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads which bookings a caller wants to see. */
public class BookingQueries {

    private final Catalog catalog;

    public BookingQueries(Catalog catalog) {
        this.catalog = catalog;
    }

    /** @throws dev.interlude.platform.problems.Refused VALIDATION_FAILED, 422, naming every parameter that makes no sense */
    public BookingFilter filter(JsonNode query) {
        var errors = new ArrayList<FieldError>();
        var shownIn = zone(query, errors);
        var zone = shownIn == null ? catalog.timeZone() : shownIn;
        var filter = new BookingFilter(
                text(query, "status").map(BookingStatus::valueOf).orElse(null),
                text(query, "attendeeEmail").orElse(null),
                text(query, "service").orElse(null),
                text(query, "staff").orElse(null),
                text(query, "calcomUid").orElse(null),
                text(query, "traceId")
                        .map(id -> id.replace("-", "").toLowerCase(Locale.ROOT))
                        .orElse(null),
                moment(query, "from", zone, errors),
                moment(query, "to", zone, errors),
                shownIn,
                query.path("limit").asInt(50),
                cursor(query, errors));
        BookingRequests.refuse(errors);
        return filter;
    }

    /**
     * The zone a booking is to be shown in; null: its own.
     *
     * @throws dev.interlude.platform.problems.Refused VALIDATION_FAILED, 422, when there is no such zone
     */
    public ZoneId zone(JsonNode query) {
        var errors = new ArrayList<FieldError>();
        var zone = zone(query, errors);
        BookingRequests.refuse(errors);
        return zone;
    }

    private static ZoneId zone(JsonNode query, List<FieldError> errors) {
        return text(query, "timeZone")
                .flatMap(text -> WallClock.zone("?timeZone", text).orAddTo(errors))
                .orElse(null);
    }

    private static Instant moment(JsonNode query, String name, ZoneId zone, List<FieldError> errors) {
        return text(query, name)
                .flatMap(text -> WallClock.dayOrMoment("?" + name, text, zone).orAddTo(errors))
                .orElse(null);
    }

    private static Cursor cursor(JsonNode query, List<FieldError> errors) {
        try {
            return text(query, "cursor").map(Cursor::of).orElse(null);
        } catch (IllegalArgumentException e) {
            errors.add(new FieldError("?cursor", "is not a nextCursor of ours"));
            return null;
        }
    }
}
