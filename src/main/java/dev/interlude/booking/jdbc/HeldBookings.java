package dev.interlude.booking.jdbc;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Whether we have bookings that Cal.com should show. */
public class HeldBookings {

    private static final String ANY =
            """
            select exists (select from segment
                            where event_type_id = :eventType and account = :account and end_at > now()
                              and calcom_uid is not null and status in ('BOOKED', 'PENDING'))
            """;

    private final JdbcClient jdbc;

    public HeldBookings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether there is a booking in Cal.com that we know of at that event type. */
    public boolean any(String account, long eventType) {
        return jdbc.sql(ANY)
                .param("account", account)
                .param("eventType", eventType)
                .query(Boolean.class)
                .single();
    }
}
