package dev.interlude.booking.move.jdbc;

import static dev.interlude.platform.Instants.sql;

import dev.interlude.booking.Outcome.Done;
import dev.interlude.booking.move.Move;
import dev.interlude.booking.move.MovePlan;
import dev.interlude.platform.Trace;
import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Segments on their way to another time. Every call runs in the caller's transaction. */
final class SegmentMoves {

    private final JdbcClient jdbc;
    private final Clock clock;

    SegmentMoves(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void insert(Move move) {
        jdbc.sql(
                        """
                insert into segment_move
                    (id, segment, booking, from_start, from_end, from_uid, to_start, to_end, status, planned_at)
                values (:id, :segment, :booking, :fromStart, :fromEnd, :fromUid, :toStart, :toEnd, 'PLANNED', :now)
                """)
                .param("id", move.id())
                .param("segment", move.segment())
                .param("booking", move.booking())
                .param("fromStart", sql(move.fromStart()))
                .param("fromEnd", sql(move.fromEnd()))
                .param("fromUid", move.fromUid())
                .param("toStart", sql(move.toStart()))
                .param("toEnd", sql(move.toEnd()))
                .param("now", sql(clock.instant().minus(MovingLedger.NOT_SENT)))
                .update();
    }

    /** The call that moves it is about to be sent; false when the move was given up meanwhile. */
    boolean sending(Move move) {
        return jdbc.sql("update segment_move set planned_at = :now where id = :id and status = 'PLANNED'")
                        .param("id", move.id())
                        .param("now", sql(clock.instant()))
                        .update()
                == 1;
    }

    /** False when it was given up meanwhile. */
    boolean moved(Move move, Done done) {
        return jdbc.sql("update segment_move set status = 'MOVED', to_uid = :uid where id = :id and status = 'PLANNED'")
                        .param("id", move.id())
                        .param("uid", done.calcomUid())
                        .update()
                == 1;
    }

    void refused(Move move, String why) {
        jdbc.sql(
                        """
                with refused as (
                    update segment_move set status = 'REFUSED' where id = :id and status = 'PLANNED' returning booking)
                insert into booking_history (booking, at, what, by, detail, trace_id, saga)
                select booking, :now, 'move refused', 'Cal.com', :why, :trace,
                       (select saga from booking where id = refused.booking) from refused
                """)
                .param("id", move.id())
                .param("why", why)
                .param("trace", Trace.current())
                .param("now", sql(clock.instant()))
                .update();
    }

    /** The segments stand at their new times. */
    void arrive(MovePlan plan) {
        jdbc.sql(
                        """
                with arrived as (
                    update segment s set start_at = m.to_start, end_at = m.to_end, calcom_uid = m.to_uid
                    from segment_move m where m.segment = s.id and m.booking = :booking and m.status = 'MOVED'
                    returning m.from_uid, s.id)
                insert into former_uid (calcom_uid, segment) select from_uid, id from arrived on conflict do nothing
                """)
                .param("booking", plan.booking())
                .update();
    }

    void done(MovePlan plan) {
        jdbc.sql("update segment_move set status = 'DONE' where booking = :booking and status = 'MOVED'")
                .param("booking", plan.booking())
                .update();
    }
}
