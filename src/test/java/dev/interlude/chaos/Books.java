package dev.interlude.chaos;

import dev.interlude.platform.Instants;
import dev.interlude.sandbox.Sandbox;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What both sides hold when all is at rest.
 *
 * @param open what is not finished here, in words
 * @param held times without a booking that holds them
 * @param announced ids of the bookings that a subscriber was told are made
 */
public record Books(List<Here> here, List<There> there, List<String> open, List<String> held, Set<String> announced) {

    /** A booking in the database. */
    public record Here(String id, String email, String status, Instant start, List<Part> parts) {

        boolean stands() {
            return STANDING.contains(status);
        }

        List<Part> live() {
            return parts.stream().filter(part -> STANDING.contains(part.status)).toList();
        }
    }

    public record Part(String id, String status, String uid, Instant start, Instant end) {}

    /**
     * A booking in Cal.com that takes its host's time.
     *
     * @param booking null: others made it
     */
    public record There(
            String uid, String booking, String segment, String email, String host, Instant start, Instant end) {

        @Override
        public String toString() {
            return uid + " of " + host + " at " + start + (booking == null ? "" : " of booking " + booking);
        }
    }

    private static final List<String> STANDING = List.of("BOOKED", "PENDING");

    static final String OPEN =
            """
            select 'booking ' || id || ' is ' || status from booking
            where status in ('BOOKING', 'RESCHEDULING', 'CANCEL_PENDING', 'COMPENSATING')
            union all select 'saga ' || id || ' is ' || state || ', trace ' || coalesce(trace_id, '-') || ': ' || coalesce(last_error, 'no error')
                from saga where ended_at is null
            union all select 'move of segment ' || segment || ' of booking ' || booking || ' is ' || status from segment_move
                where status in ('PLANNED', 'MOVED', 'MOVING_BACK')
            union all select 'item ' || position || ' of bulk ' || bulk || ', key ' || key || ', is not decided after ' || tries || ' tries'
                from bulk_item where status is null
            union all select 'occurrence ' || position || ' of series ' || series || ' is not decided' from series_occurrence
                where status is null and not skipped and booking is null
            union all select 'webhook delivery ' || id || ' is ' || status || ': ' || coalesce(last_error, 'no error') from webhook_delivery
                where ended_at is null or status = 'DEAD'
            union all select 'event ' || id || ' has no position' from event where position is null
            union all select 'event ' || event || ' for ' || subscription || ' is ' || status || ': ' || coalesce(last_error, 'no error')
                from event_delivery where status <> 'DELIVERED'
            union all select 'follow-up ' || id || ' of booking ' || booking from follow_up
            union all select 'request with key ' || key || ' is ' || state from idempotency where state = 'RUNNING'
            union all select 'comparison ' || id || ' is running' from sync_run where state = 'RUNNING'
            union all select 'difference ' || kind || ' of ' || subject || ' is ' || state from sync_drift where state in ('OPEN', 'FAILED')
            """;

    private static final String LEFT_HELD =
            """
            select h.booking || ': ' || h.staff || ' ' || h.during
            from hold h left join segment s on s.id = h.segment and s.status in ('BOOKED', 'PENDING')
            where h.segment is not null and s.id is null
            """;

    private record Owned(String booking, Part part) {}

    public static Books read(JdbcClient jdbc, Sandbox calcom, Set<String> announced) {
        return new Books(here(jdbc), there(calcom), open(jdbc), texts(jdbc, LEFT_HELD), announced);
    }

    public static List<String> open(JdbcClient jdbc) {
        return texts(jdbc, OPEN);
    }

    private static List<String> texts(JdbcClient jdbc, String sql) {
        return jdbc.sql(sql).query(String.class).list();
    }

    private static List<Here> here(JdbcClient jdbc) {
        Map<String, List<Part>> parts = jdbc
                .sql(
                        "select booking, id, status, calcom_uid, start_at, end_at from segment where current order by position")
                .query((row, n) -> new Owned(
                        row.getString(1),
                        new Part(
                                row.getString(2),
                                row.getString(3),
                                row.getString(4),
                                Instants.read(row, "start_at"),
                                Instants.read(row, "end_at"))))
                .list()
                .stream()
                .collect(Collectors.groupingBy(Owned::booking, Collectors.mapping(Owned::part, Collectors.toList())));
        return jdbc.sql("select id, attendee_email, status, start_at from booking")
                .query((row, n) -> new Here(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        Instants.read(row, "start_at"),
                        parts.getOrDefault(row.getString(1), List.of())))
                .list();
    }

    private static List<There> there(Sandbox calcom) {
        return calcom.bookings().stream()
                .filter(booking -> booking.status.isOpen())
                .map(booking -> new There(
                        booking.uid,
                        booking.metadata.path("interludeBooking").asText(null),
                        booking.metadata.path("interludeSegment").asText(null),
                        booking.attendees.get(0).email(),
                        booking.host.username(),
                        booking.start,
                        booking.end))
                .toList();
    }
}
