package dev.interlude.booking.jdbc;

import static dev.interlude.platform.Instants.sql;

import dev.interlude.booking.BookingPlan;
import dev.interlude.booking.PlannedSegment;
import dev.interlude.booking.TimeAlreadyHeld;
import java.time.Instant;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes planned segments, of a new booking or beside the segment they are to replace, and holds their times. */
public final class NewSegments {

    /** A position is taken once: one that replaces another gets a free one until they swap. */
    private static final String INSERT =
            """
            insert into segment (id, booking, position, key, staff, start_at, end_at, status, account, event_type_id,
                planned_at, current, replaces)
            values (:id, :booking,
                case when cast(:replaces as uuid) is null then :position
                     else (select greatest(:position, 1 + max(position)) from segment where booking = :booking) end,
                :key, :staff, :start, :end, 'PLANNED', :account, :eventType, :plannedAt,
                cast(:replaces as uuid) is null, cast(:replaces as uuid))
            """;

    private final JdbcClient jdbc;

    public NewSegments(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param replaces the segment whose place it is to take, or null
     * @param plannedAt when its create is about to be sent
     */
    public void insert(PlannedSegment segment, UUID replaces, Instant plannedAt) {
        jdbc.sql(INSERT)
                .param("id", segment.id())
                .param("booking", segment.booking())
                .param("position", segment.position())
                .param("key", segment.key())
                .param("staff", segment.staff())
                .param("start", sql(segment.start()))
                .param("end", sql(segment.end()))
                .param("account", segment.account())
                .param("eventType", segment.eventTypeId())
                .param("plannedAt", sql(plannedAt))
                .param("replaces", replaces)
                .update();
    }

    /**
     * Holds the times of a booking's segments. Inserted in one order everywhere, so that two bookings that collide twice never
     * wait for each other.
     *
     * @throws TimeAlreadyHeld when one of the times is
     */
    void hold(BookingPlan plan) {
        var held = jdbc.sql(
                        """
                insert into hold (segment, booking, staff, during)
                select id, booking, staff, tstzrange(start_at, end_at) from segment
                where booking = :booking order by staff, start_at
                on conflict on constraint one_customer_at_a_time do nothing
                """)
                .param("booking", plan.id())
                .update();
        if (held != plan.segments().size()) {
            throw new TimeAlreadyHeld();
        }
    }
}
