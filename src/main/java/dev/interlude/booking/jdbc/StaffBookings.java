package dev.interlude.booking.jdbc;

import static dev.interlude.platform.Instants.sql;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The bookings in which a person works at some time: ours, and those made in Cal.com as far as we know them. */
public class StaffBookings {

    /** No segment takes longer than a few days; so the index need not be read from its beginning. */
    private static final String DURING =
            """
            select b.id from booking b where b.status in ('BOOKING', 'PENDING', 'BOOKED', 'RESCHEDULING') and b.id in (
                select booking from segment
                where staff = :staff and start_at < :to and start_at > :from::timestamptz - interval '7 days' and end_at > :from
                  and status in ('PLANNED', 'PENDING', 'BOOKED')
                union
                select m.booking from segment_move m join segment s on s.id = m.segment
                where m.status in ('PLANNED', 'MOVED') and s.staff = :staff
                  and m.to_start < :to and m.to_start > :from::timestamptz - interval '7 days' and m.to_end > :from)
            order by b.start_at, b.id
            """;

    private final JdbcClient jdbc;

    public StaffBookings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Sorted by start; also those on their way to that time. */
    public List<UUID> during(String staff, Instant from, Instant to) {
        return jdbc.sql(DURING)
                .param("staff", staff)
                .param("from", sql(from))
                .param("to", sql(to))
                .query(UUID.class)
                .list();
    }
}
