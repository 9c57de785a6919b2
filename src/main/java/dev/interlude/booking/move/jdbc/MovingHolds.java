package dev.interlude.booking.move.jdbc;

import dev.interlude.booking.StaffAbsences;
import dev.interlude.booking.StaffTime;
import dev.interlude.booking.move.MovePlan;
import dev.interlude.booking.units.jdbc.UnitLedger;
import dev.interlude.platform.problems.ProblemCode;
import dev.interlude.platform.problems.Refused;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The times that a booking holds while it moves: the new ones beside the old ones. Every call runs in the caller's
 * transaction.
 */
final class MovingHolds {

    private final JdbcClient jdbc;
    private final StaffAbsences absences;
    private final UnitLedger units;

    MovingHolds(JdbcClient jdbc, StaffAbsences absences, UnitLedger units) {
        this.units = units;
        this.jdbc = jdbc;
        this.absences = absences;
    }

    /**
     * To be called before anything else of the transaction.
     *
     * @throws dev.interlude.booking.StaffAbsent when one of the people is away at their new time
     */
    void requirePresent(MovePlan plan) {
        absences.requirePresent(StaffTime.of(plan));
    }

    /** @throws Refused SLOT_UNAVAILABLE when one of the new times is held for another customer */
    void take(MovePlan plan) {
        var held = jdbc.sql(
                        """
                insert into hold (segment, booking, staff, during)
                select segment, booking, staff, tstzrange(start_at, end_at) from (
                    select m.segment, m.booking, s.staff, m.to_start start_at, m.to_end end_at
                    from segment_move m join segment s on s.id = m.segment
                    where m.booking = :booking and m.status = 'PLANNED'
                    union all
                    select id, booking, staff, start_at, end_at from segment
                    where booking = :booking and replaces is not null and status = 'PLANNED') wanted
                order by staff, start_at
                on conflict on constraint one_customer_at_a_time do nothing
                """)
                .param("booking", plan.booking())
                .update();
        if (held != plan.moves().size() + plan.anew().size()) {
            throw Refused.because(ProblemCode.SLOT_UNAVAILABLE, "Another customer has this time.");
        }
        units.take(plan);
    }

    /** The old times of what has moved, and the units that the booking needs no more; once its segments have arrived. */
    void letGoOfOld(MovePlan plan) {
        jdbc.sql(
                        """
                delete from hold h using segment_move m
                where h.segment = m.segment and h.during = tstzrange(m.from_start, m.from_end)
                  and m.booking = :booking and m.status = 'MOVED'
                """)
                .param("booking", plan.booking())
                .update();
        units.arrive(plan);
    }
}
