package dev.interlude.booking.jdbc;

import static dev.interlude.platform.Instants.sql;

import dev.interlude.booking.Move;
import dev.interlude.booking.NotYetCertain;
import dev.interlude.platform.Instants;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/** Writes down how a move that failed as a whole is taken back, segment by segment. */
public class MovingBackLedger {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Duration longestCall;

    /** @param longestCall how long a call to Cal.com may go on after its caller has lost sight of it */
    public MovingBackLedger(JdbcClient jdbc, Clock clock, Duration longestCall) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.longestCall = longestCall;
    }

    /** Gives the move up: an answer of Cal.com that comes from here on no longer counts as its success. */
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
     * Cal.com has not moved the segment as far as can be seen.
     *
     * @throws NotYetCertain while a lost call may still be running there
     */
    public void requireCertain(Move move) {
        if (clock.instant().isBefore(move.certainAt())) {
            throw new NotYetCertain(move.certainAt());
        }
    }

    /**
     * The segment stands at its old time; with the last one so does the booking.
     *
     * @param away the Cal.com booking it was while it stood elsewhere; null: it never did
     * @param uid its Cal.com booking now: a third one if it had already moved
     * @throws NotYetCertain when Cal.com has moved it after all since it was looked for
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
            throw new NotYetCertain(clock.instant());
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
        jdbc.sql(
                        """
                with back as (
                    update booking b set version = version + 1, updated_at = :now,
                        status = case when exists (select from segment where booking = b.id and status = 'PENDING')
                                      then 'PENDING' else 'BOOKED' end
                    where id = :booking and status = 'RESCHEDULING'
                      and not exists (select from segment_move where booking = b.id
                                      and status in ('PLANNED', 'MOVED', 'MOVING_BACK'))
                    returning id)
                insert into booking_history (booking, at, what, by)
                select id, :now, 'stayed where it was', 'interlude' from back
                """)
                .param("booking", move.booking())
                .param("now", sql(clock.instant()))
                .update();
    }
}
