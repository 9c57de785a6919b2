package dev.interlude.booking.jdbc;

import static dev.interlude.platform.Instants.sql;

import dev.interlude.booking.BookingPlan;
import dev.interlude.booking.deposits.Deposit;
import dev.interlude.platform.Trace;
import dev.interlude.platform.problems.Problem;
import dev.interlude.platform.problems.ProblemCode;
import dev.interlude.platform.problems.Refused;
import dev.interlude.saga.SagaId;
import java.sql.Types;
import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Inserts bookings that are about to be placed. */
final class NewBookings {

    private static final int RETRY_SOON = 5;

    private final JdbcClient jdbc;
    private final Clock clock;

    NewBookings(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * @param deposit null: it needs none
     * @throws Refused UNAVAILABLE when the same request is being placed, or has been, by another node
     */
    void insert(BookingPlan plan, SagaId saga, Deposit deposit) {
        var attendee = plan.attendee();
        var asked = jdbc.sql(
                        """
                with asked as (
                    insert into booking (id, saga, request, service, status, start_at, end_at, time_zone,
                        attendee_name, attendee_email, attendee_zone, attendee_language, attendee_phone,
                        notes, metadata, linked_to, series, shifted_from, deposit, deposit_until, created_at, updated_at)
                    values (:id, :saga, :request, :service, 'BOOKING', :start, :end, :zone,
                        :name, :email, :attendeeZone, :language, :phone, :notes, :metadata::json, :linkedTo, :series, :shiftedFrom,
                        :deposit, :depositUntil, :now, :now)
                    on conflict (request) where status <> 'COMPENSATED' do nothing
                    returning id)
                insert into booking_history (booking, at, what, by, detail, trace_id, saga)
                select id, :now, what, :by, detail, :trace, :saga from asked, (values
                    ('asked for', ''), ('shifted', :shift), ('limits overridden', :override), ('booked from a hold', :hold)) note (what, detail)
                where detail is not null
                """)
                .param("id", plan.id())
                .param("saga", saga.value())
                .param("request", plan.request())
                .param("service", plan.service())
                .param("start", sql(plan.start()))
                .param("end", sql(plan.end()))
                .param("zone", plan.timeZone().getId())
                .param("name", attendee.name())
                .param("email", attendee.email())
                .param("attendeeZone", attendee.timeZone())
                .param("language", attendee.language())
                .param("phone", attendee.phoneNumber())
                .param("notes", plan.notes())
                .param("metadata", plan.metadata().toString())
                .param("linkedTo", plan.linkedTo())
                .param("shiftedFrom", sql(plan.shiftedFrom()))
                .param("shift", plan.shiftedFrom() == null ? null : "from " + plan.shiftedFrom())
                .param("override", plan.overrideReason())
                .param("hold", plan.hold() == null ? null : plan.hold().toString())
                .param("series", plan.series())
                .param("deposit", deposit == null ? null : deposit.status().name(), Types.VARCHAR)
                .param("depositUntil", deposit == null ? null : sql(deposit.until()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("by", plan.by())
                .param("trace", Trace.current())
                .param("now", sql(clock.instant()))
                .update();
        if (asked == 0) {
            throw new Refused(
                    Problem.of(ProblemCode.UNAVAILABLE, "An earlier attempt at this is still being decided or undone.")
                            .withRetryAfter(RETRY_SOON));
        }
    }
}
