package dev.interlude.booking.move.jdbc;

import static dev.interlude.platform.Instants.sql;

import dev.interlude.booking.CallMayStillRun;
import dev.interlude.booking.jdbc.MovesTakenBack;
import dev.interlude.booking.move.Move;
import dev.interlude.platform.Instants;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/** Stores how a failed move is reverted, segment by segment. */
public class MovingBackLedger {

    private final JdbcClient jdbc;
    private final MovesTakenBack moves;
    private final Clock clock;
    private final Duration longestCall;

    /** @param longestCall how long a call may keep running at Cal.com after we lost the connection */
    public MovingBackLedger(JdbcClient jdbc, Clock clock, Duration longestCall) {
        this.jdbc = jdbc;
        this.moves = new MovesTakenBack(jdbc, clock);
        this.clock = clock;
        this.longestCall = longestCall;
    }

    /** Gives the move up: an answer from Cal.com after this no longer counts as success. */
    @Transactional
    public Move begin(UUID move) {
        jdbc.sql("update segment_move set status = 'MOVING_BACK' where id = :id and status in ('PLANNED', 'MOVED')")
                .param("id", move)
                .update();
        return jdbc.sql(
                        """
                select m.*, s.staff, s.account, s.event_type_id
                from segment_move m join segment s on s.id = m.segment where m.id = :id
                """)
                .param("id", move)
                .query((row, n) -> new Move(
                        move,
                        row.getObject("segment", UUID.class),
                        row.getObject("booking", UUID.class),
                        row.getString("staff"),
                        row.getString("account"),
                        row.getLong("event_type_id"),
                        Instants.read(row, "from_start"),
                        Instants.read(row, "from_end"),
                        row.getString("from_uid"),
                        Instants.read(row, "to_start"),
                        Instants.read(row, "to_end"),
                        row.getString("to_uid"),
                        !"MOVING_BACK".equals(row.getString("status")),
                        Instants.read(row, "planned_at").plus(longestCall)))
                .single();
    }

    /**
     * Cal.com shows no sign of having moved the segment.
     *
     * @throws CallMayStillRun while a lost call may still be running there
     */
    public void requireCertain(Move move) {
        CallMayStillRun.requireOver(move.certainAt(), clock.instant());
    }

    /**
     * The segment stands at its old time; with the last one so does the booking.
     *
     * @param away its Cal.com booking at the new time; null if it was never moved
     * @param uid its Cal.com booking now: a third one if it had already moved
     * @throws CallMayStillRun when Cal.com has moved it after all since it was looked for
     */
    @Transactional
    public void movedBack(Move move, String away, String uid) {
        var open = jdbc.sql(
                        """
                update segment_move
                set status = case when status = 'REFUSED' then status
                                  when to_uid is not null and to_uid is distinct from :away then status
                                  else 'MOVED_BACK' end,
                    to_uid = coalesce(to_uid, :away)
                where id = :id and status in ('MOVING_BACK', 'REFUSED')
                returning status = 'MOVING_BACK'
                """)
                .param("id", move.id())
                .param("away", away)
                .query(Boolean.class)
                .optional();
        if (open.orElse(false)) {
            throw new CallMayStillRun(clock.instant());
        }
        if (open.isPresent()) {
            back(move, away, uid);
        }
    }

    private void back(Move move, String away, String uid) {
        jdbc.sql(
                        """
                with renamed as (
                    update segment set calcom_uid = :uid where id = :segment and calcom_uid <> :uid returning id)
                insert into former_uid (calcom_uid, segment)
                select old, id from renamed, unnest(array[:from, :away]) old where old is not null and old <> :uid
                on conflict do nothing
                """)
                .param("segment", move.segment())
                .param("uid", uid)
                .param("from", move.fromUid())
                .param("away", away)
                .update();
        jdbc.sql("delete from hold where segment = :segment and during = tstzrange(:start, :end)")
                .param("segment", move.segment())
                .param("start", sql(move.toStart()))
                .param("end", sql(move.toEnd()))
                .update();
        moves.movedBack(move.booking());
    }
}
