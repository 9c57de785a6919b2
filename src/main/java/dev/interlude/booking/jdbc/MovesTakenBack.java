package dev.interlude.booking.jdbc;

import static dev.interlude.platform.Instants.sql;

import dev.interlude.platform.Trace;
import java.time.Clock;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Ends a failed move once all of it has been taken back: the booking stays where it was. */
public final class MovesTakenBack {

    private static final String STAYED =
            """
            with back as (
                update booking b set version = version + 1, updated_at = :now,
                    status = case when exists (select from segment where booking = b.id and current and status = 'PENDING')
                                  then 'PENDING' else 'BOOKED' end
                where id = :booking and status = 'RESCHEDULING'
                  and not exists (select from segment_move where booking = b.id
                                  and status in ('PLANNED', 'MOVED', 'MOVING_BACK'))
                  and not exists (select from segment where booking = b.id and replaces is not null
                                  and status not in ('REFUSED', 'RELEASED'))
                  and (cast(:released as uuid) is null
                       or exists (select from segment where id = :released and replaces is not null))
                returning id, saga)
            insert into booking_history (booking, at, what, by, trace_id, saga)
            select id, :now, 'stayed where it was', 'interlude', :trace, saga from back
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    public MovesTakenBack(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Nothing, unless it was the last part of the move. */
    public void movedBack(UUID booking) {
        stayed(booking, null);
    }

    /** Nothing, unless that segment was to be booked anew, and was the last part of the move. */
    public void released(UUID booking, UUID segment) {
        stayed(booking, segment);
    }

    private void stayed(UUID booking, UUID released) {
        var stayed = jdbc.sql(STAYED)
                .param("booking", booking)
                .param("released", released)
                .param("trace", Trace.current())
                .param("now", sql(clock.instant()))
                .update();
        if (stayed == 1) {
            jdbc.sql("select keep_units_of_segments(:booking)")
                    .param("booking", booking)
                    .query((row, n) -> n)
                    .list();
        }
    }
}
