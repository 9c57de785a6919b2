package dev.interlude.support;

import java.time.LocalDate;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Stores as many bookings as a chain has in years: twenty people, 24 half hours a day each from 08:00 UTC on; every tenth
 * is ten minutes, a pause of ten, and ten minutes. Their ids count up from 0.
 */
public record ManyBookings(LocalDate first) {

    private static final List<String> INSERTS = List.of(
            """
            insert into booking (id, service, status, start_at, end_at, time_zone, attendee_name, attendee_email,
                attendee_zone, attendee_language, linked_to, created_at, updated_at)
            select ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid,
                   case when n % 100 = 7 then 'trial-style' when n % 10 = 0 then 'colour-and-style'
                        when n % 20 = 5 then 'blow-dry' else 'haircut' end,
                   case when n % 12 = 0 then 'CANCELLED' when n % 1000 = 1 then 'CANCEL_PENDING'
                        when start_at < :first + interval '762 days' then 'COMPLETED' else 'BOOKED' end,
                   start_at, start_at + interval '30 minutes', 'Europe/Berlin',
                   'Zoë', 'zoe' || n / 30 || '@example.com', 'Europe/Berlin', 'de',
                   case when n % 50 = 0 and n > 20 then ('00000000-0000-7000-8000-' || lpad((n - 20)::text, 12, '0'))::uuid end,
                   start_at, start_at
            from (select n, :first + interval '8 hours' + n / 20 / 24 * interval '1 day'
                         + n / 20 % 24 * interval '30 minutes' as start_at
                  from generate_series(:from, :to - 1) n) as booked
            """,
            """
            insert into segment (id, booking, position, key, staff, start_at, end_at, status, account, event_type_id,
                calcom_uid, planned_at)
            select gen_random_uuid(), id, position, 'part' || position,
                   coalesce((array['anna', 'ben', 'cleo', 'dora', 'emil', 'finn'])[1 + n % 20], 'other' || n % 20),
                   start_at + position * interval '20 minutes',
                   case when last = 0 then end_at else start_at + position * interval '20 minutes' + interval '10 minutes' end,
                   case when status = 'CANCELLED' then 'CANCELLED' else 'BOOKED' end, 'salon', 101,
                   'uid' || position || id, start_at
            from (select *, right(id::text, 12)::bigint n, (service = 'colour-and-style')::int as last from booking) b,
                 generate_series(0, last) position
            where n >= :from
            """,
            """
            insert into hold (segment, booking, staff, during)
            select id, booking, staff, tstzrange(start_at, end_at) from segment
            where status = 'BOOKED' and right(booking::text, 12)::bigint >= :from
            """);

    /** Adds the bookings from number {@code from} up to number {@code to}, which is left out. */
    public void fill(JdbcClient jdbc, int from, int to) {
        jdbc.sql("alter table booking disable trigger user").update();
        jdbc.sql("alter table hold disable trigger user").update();
        jdbc.sql("alter table hold drop constraint one_customer_at_a_time").update();
        INSERTS.forEach(insert -> jdbc.sql(insert.replace(":first", "timestamptz '" + first + " 00:00Z'"))
                .param("from", from)
                .param("to", to)
                .update());
        jdbc.sql(
                        """
                alter table hold add constraint one_customer_at_a_time
                    exclude using gist (staff with =, during with &&, booking with <>)
                """)
                .update();
        jdbc.sql("alter table booking enable trigger user").update();
        jdbc.sql("alter table hold enable trigger user").update();
        List.of("booking", "segment", "hold")
                .forEach(table -> jdbc.sql("vacuum analyze " + table).update());
    }
}
