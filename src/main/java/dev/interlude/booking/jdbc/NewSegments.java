package dev.interlude.booking.jdbc;

import static dev.interlude.platform.Instants.sql;

import dev.interlude.booking.BookingPlan;
import dev.interlude.booking.PlannedSegment;
import dev.interlude.booking.TimeAlreadyHeld;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;
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

    /** All of a new booking at once. */
    private static final String INSERT_ALL =
            """
            insert into segment (id, booking, position, key, staff, start_at, end_at, status, account, event_type_id,
                planned_at, current)
            select id, :booking, position, key, staff, start_at, end_at, 'PLANNED', account, event_type, :plannedAt, true
            from unnest(:ids::uuid[], :positions::int[], :keys::text[], :staff::text[], :starts::timestamptz[],
                    :ends::timestamptz[], :accounts::text[], :eventTypes::bigint[])
                as planned (id, position, key, staff, start_at, end_at, account, event_type)
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

    /** @param plannedAt when their creates are about to be sent */
    void insertAll(BookingPlan plan, Instant plannedAt) {
        jdbc.sql(INSERT_ALL)
                .param("booking", plan.id())
                .param("plannedAt", sql(plannedAt))
                .param("ids", each(plan, PlannedSegment::id))
                .param("positions", each(plan, PlannedSegment::position))
                .param("keys", each(plan, PlannedSegment::key))
                .param("staff", each(plan, PlannedSegment::staff))
                .param("starts", each(plan, PlannedSegment::start))
                .param("ends", each(plan, PlannedSegment::end))
                .param("accounts", each(plan, PlannedSegment::account))
                .param("eventTypes", each(plan, PlannedSegment::eventTypeId))
                .update();
    }

    private static String[] each(BookingPlan plan, Function<PlannedSegment, Object> value) {
        return plan.segments().stream().map(value).map(String::valueOf).toArray(String[]::new);
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
