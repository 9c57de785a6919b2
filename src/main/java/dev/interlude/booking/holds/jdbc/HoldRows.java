package dev.interlude.booking.holds.jdbc;

import static dev.interlude.platform.Instants.sql;

import dev.interlude.booking.BookingPlan;
import dev.interlude.booking.PlannedSegment;
import dev.interlude.booking.TimeAlreadyHeld;
import dev.interlude.booking.holds.HoldRequest;
import dev.interlude.platform.Trace;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes the rows of holds. Every call runs in the caller's transaction. */
final class HoldRows {

    /** Whole seconds, as they are shown, and not one too few. */
    private static final String END =
            "date_trunc('second', clock_timestamp() + make_interval(secs => :seconds + 0.999))";

    private static final String INSERT =
            """
            with placed as (
                insert into offer_hold (id, caller, customer, service, time_zone, start_at, ends_at, created_at)
                values (:id, :by, :customer, :service, :zone, :start, least(:start, %s), :now)
                on conflict (id) do nothing returning id),
            segments as (
                insert into offer_hold_segment (offer_hold, position, key, staff, event_type_id, start_at, end_at)
                select placed.id, s.* from placed,
                    unnest(:positions::smallint[], :keys::text[], :staff::text[], :types::bigint[], :starts::timestamptz[],
                           :ends::timestamptz[]) s)
            select id from placed
            """
                    .formatted(END);

    private final JdbcClient jdbc;
    private final Clock clock;

    HoldRows(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @return false when the same request has placed it before */
    boolean insert(HoldRequest request, BookingPlan plan) {
        return jdbc.sql(INSERT)
                .param("id", plan.id())
                .param("by", plan.by())
                .param("customer", request.customer())
                .param("service", plan.service())
                .param("zone", plan.timeZone().getId())
                .param("start", sql(plan.start()))
                .param("seconds", request.seconds())
                .param("positions", texts(plan, PlannedSegment::position))
                .param("keys", texts(plan, PlannedSegment::key))
                .param("staff", texts(plan, PlannedSegment::staff))
                .param("types", texts(plan, PlannedSegment::eventTypeId))
                .param("starts", texts(plan, PlannedSegment::start))
                .param("ends", texts(plan, PlannedSegment::end))
                .param("now", sql(clock.instant()))
                .query(UUID.class)
                .optional()
                .isPresent();
    }

    /** Inserted in the same order as those of bookings, so that two that collide twice never wait for each other. */
    void take(BookingPlan plan) {
        var held = jdbc.sql(
                        """
                insert into hold (offer_hold, booking, staff, during, ends_at)
                select h.id, h.id, s.staff, tstzrange(s.start_at, s.end_at), h.ends_at
                from offer_hold h join offer_hold_segment s on s.offer_hold = h.id
                where h.id = :id order by s.staff, s.start_at
                on conflict on constraint one_customer_at_a_time do nothing
                """)
                .param("id", plan.id())
                .update();
        if (held != plan.segments().size()) {
            throw new TimeAlreadyHeld();
        }
    }

    /** @return how many times it holds longer now; those of a hold that has just ended may be gone */
    int extend(UUID hold, int seconds) {
        return jdbc.sql(
                        """
                with longer as (
                    update offer_hold set extended = true, ends_at = least(start_at, %s)
                    where id = :id returning id, ends_at),
                units as (
                    update held_unit set ends_at = longer.ends_at from longer where offer_hold = longer.id)
                update hold set ends_at = longer.ends_at from longer where offer_hold = longer.id
                """
                                .formatted(END))
                .param("id", hold)
                .param("seconds", seconds)
                .update();
    }

    /** The offers that are held at this time with this person. */
    List<UUID> with(String staff, Instant from, Instant to) {
        return jdbc.sql(
                        """
                select distinct offer_hold from hold
                where staff = :staff and during && tstzrange(:from, :to) and offer_hold is not null order by offer_hold
                """)
                .param("staff", staff)
                .param("from", sql(from))
                .param("to", sql(to))
                .query(UUID.class)
                .list();
    }

    /** The offers that are held at this time with a unit of this kind; {@code unit} null: with any. */
    List<UUID> with(String kind, Integer unit, Instant from, Instant to) {
        return jdbc.sql(
                        """
                select distinct offer_hold from held_unit
                where kind = :kind and unit = coalesce(:unit, unit) and during && tstzrange(:from, :to)
                  and offer_hold is not null order by offer_hold
                """)
                .param("kind", kind)
                .param("unit", unit, Types.SMALLINT)
                .param("from", sql(from))
                .param("to", sql(to))
                .query(UUID.class)
                .list();
    }

    void letGo(UUID hold) {
        jdbc.sql(
                        """
                with units as (
                    delete from held_unit where ctid = any (array(
                        select ctid from held_unit where offer_hold = :id order by kind, unit, lower(during) for update)))
                delete from hold where ctid = any (array(
                    select ctid from hold where offer_hold = :id order by staff, lower(during) for update))
                """)
                .param("id", hold)
                .update();
    }

    void note(UUID hold, String what, String by, String detail) {
        jdbc.sql(
                        """
                insert into offer_hold_history (offer_hold, at, what, by, detail, trace_id)
                values (:id, :now, :what, :by, :detail, :trace)
                """)
                .param("id", hold)
                .param("what", what)
                .param("by", by)
                .param("detail", detail)
                .param("trace", Trace.current())
                .param("now", sql(clock.instant()))
                .update();
    }

    private static String[] texts(BookingPlan plan, Function<PlannedSegment, Object> member) {
        List<String> texts =
                plan.segments().stream().map(member.andThen(String::valueOf)).toList();
        return texts.toArray(String[]::new);
    }
}
