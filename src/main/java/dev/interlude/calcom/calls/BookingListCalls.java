package dev.interlude.calcom.calls;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.interlude.calcom.calls.CalcomCall.Operation;
import dev.interlude.observed.CalcomBookingFilter;
import java.net.URLEncoder;
import java.util.StringJoiner;

/** Writes the request that lists bookings. */
public class BookingListCalls {

    private static final String PATH = "/v2/bookings";

    private final String version;

    /** @param version the value of {@code cal-api-version} for bookings */
    public BookingListCalls(String version) {
        this.version = version;
    }

    public CalcomCall list(CalcomBookingFilter filter) {
        var query = new StringJoiner("&");
        add(query, "afterUpdatedAt", filter.updatedAfter());
        add(query, "afterStart", filter.from());
        add(query, "beforeEnd", filter.to());
        add(query, "eventTypeId", filter.eventTypeId());
        add(query, "attendeeEmail", filter.attendeeEmail());
        add(query, filter.updatedAfter() == null ? "sortStart" : "sortUpdatedAt", "asc");
        add(query, "take", filter.take());
        add(query, "skip", filter.skip());
        return CalcomCall.get(filter.account(), Operation.LIST_BOOKINGS, version, PATH, query.toString());
    }

    private static void add(StringJoiner query, String name, Object value) {
        if (value != null) {
            query.add(name + "=" + URLEncoder.encode(value.toString(), UTF_8));
        }
    }
}
