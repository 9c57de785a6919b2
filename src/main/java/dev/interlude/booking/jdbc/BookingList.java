package dev.interlude.booking.jdbc;

import static dev.interlude.platform.Instants.sql;

import dev.interlude.booking.request.BookingFilter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Asks for one page of the list of bookings. Where a status or a service is asked for, the page is a stretch of that one's
 * index, and said so: with an equation PostgreSQL may take the index of all starts, and read years of other bookings until
 * it comes to the first that counts.
 */
final class BookingList {

    /**
     * By the address that a booking has, and by any it had before: it may have been changed in Cal.com. One after the
     * other, each by its index; as an alternative in one condition neither index would be used.
     */
    private static final String ATTENDED =
            """
            id in (select id from booking where lower(attendee_email) = lower(:email)
                   union select booking from former_attendee where email = lower(:email))
            """;

    private static final String AT_CALCOM =
            """
            id in (select booking from segment where calcom_uid = :uid
                   union select s.booking from former_uid f join segment s on s.id = f.segment where f.calcom_uid = :uid)
            """;

    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> params = new HashMap<>();
    private final String lead;

    BookingList(BookingFilter filter) {
        this.lead = lead(filter);
        var status = filter.status() == null ? null : filter.status().name();
        given("status", status, lead.startsWith("status") ? null : "status = :status");
        given("service", filter.service(), lead.startsWith("service") ? null : "service = :service");
        given("email", filter.attendeeEmail(), ATTENDED);
        given("uid", filter.calcomUid(), AT_CALCOM);
        given("trace", filter.traceId(), "id in (select booking from booking_history where trace_id = :trace)");
        given(
                "staff",
                filter.staff(),
                "id in (select booking from segment where staff = :staff"
                        + (filter.from() == null ? "" : " and start_at >= :from") + ")");
        given("from", sql(filter.from()), led("start_at) >= (", ":from)"));
        given("to", sql(filter.to()), led("start_at) < (", ":to)"));
        if (filter.after() != null) {
            given("afterStart", sql(filter.after().start()), led("start_at, id) > (", ":afterStart, :afterId)"));
            given("afterId", filter.after().id(), null);
        }
        if (!lead.isEmpty()) {
            conditions.add(led("start_at) >= (", "'-infinity')"));
            conditions.add(led("start_at) <= (", "'infinity')"));
        }
        params.put("limit", filter.limit() + 1);
    }

    /** Sorted by start, then id; one booking more than the limit when there is a next page. */
    String query() {
        return "select * from booking" + (conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions))
                + " order by " + lead + "start_at, id limit :limit";
    }

    Map<String, Object> params() {
        return params;
    }

    /** The column its index begins with, ready to stand before others. What one person or one trace has is little anyway. */
    private static String lead(BookingFilter filter) {
        if (filter.attendeeEmail() != null || filter.calcomUid() != null || filter.traceId() != null) {
            return "";
        }
        return filter.status() != null ? "status, " : filter.service() != null ? "service, " : "";
    }

    private String led(String columns, String values) {
        var value = lead.isEmpty() ? "" : ":" + lead;
        return "(" + lead + columns + value + values;
    }

    private void given(String name, Object value, String condition) {
        if (value != null) {
            params.put(name, value);
            if (condition != null) {
                conditions.add(condition);
            }
        }
    }
}
