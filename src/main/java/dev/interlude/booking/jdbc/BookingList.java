package dev.interlude.booking.jdbc;

import static dev.interlude.platform.Instants.sql;

import dev.interlude.booking.BookingFilter;
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

    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> params = new HashMap<>();
    private final String lead;

    BookingList(BookingFilter filter) {
        this.lead = lead(filter);
        var status = filter.status() == null ? null : filter.status().name();
        given("status", status, lead.startsWith("status") ? null : "status = :status");
        given("service", filter.service(), lead.startsWith("service") ? null : "service = :service");
        given("email", filter.attendeeEmail(), "lower(attendee_email) = lower(:email)");
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

    /** The column its index begins with, ready to stand before others. A person's bookings are few anyway. */
    private static String lead(BookingFilter filter) {
        if (filter.attendeeEmail() != null) {
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
