package dev.interlude.booking.jdbc;

import static dev.interlude.platform.Instants.sql;

import dev.interlude.booking.BookingEvent;
import dev.interlude.booking.BookingListener;
import dev.interlude.booking.CallMayStillRun;
import dev.interlude.booking.PlacingMeters;
import dev.interlude.booking.Release;
import dev.interlude.booking.holds.jdbc.HoldTakeover;
import dev.interlude.platform.Instants;
import dev.interlude.platform.Text;
import dev.interlude.platform.Trace;
import dev.interlude.platform.work.AfterCommit;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/** Stores how segments are released, of a booking that is undone or cancelled. */
public class ReleasingLedger {

    private final JdbcClient jdbc;
    private final BookingListener listener;
    private final MovesTakenBack moves;
    private final Clock clock;
    private final Duration longestCall;
    private final PlacingMeters meters;
    private final HoldTakeover holds;

    private record Ended(String status, boolean composite) {}

    /** @param longestCall how long a call may keep running at Cal.com after we lost the connection */
    public ReleasingLedger(
            JdbcClient jdbc,
            BookingListener listener,
            Clock clock,
            Duration longestCall,
            PlacingMeters meters,
            HoldTakeover holds) {
        this.holds = holds;
        this.meters = meters;
        this.jdbc = jdbc;
        this.listener = listener;
        this.moves = new MovesTakenBack(jdbc, clock);
        this.clock = clock;
        this.longestCall = longestCall;
    }

    /** Gives the segment up: from here on a create that still succeeds must undo itself. */
    @Transactional
    public Release begin(UUID segment) {
        jdbc.sql("update segment set status = 'RELEASING' where id = :id and status = 'PLANNED'")
                .param("id", segment)
                .update();
        jdbc.sql(
                        """
                update booking set status = 'COMPENSATING', updated_at = :now
                where id = (select booking from segment where id = :id) and status = 'BOOKING'
                """)
                .param("id", segment)
                .param("now", sql(clock.instant()))
                .update();
        return jdbc.sql(
                        """
                select s.*, case when b.status = 'CANCEL_PENDING' then b.reason
                                 when s.current or s.replaces is not null then 'could not be booked as a whole'
                                 when exists (select from segment o where o.booking = s.booking and o.key = s.key and o.current)
                                 then 'booked anew with another person or in another length'
                                 else 'no longer part of the appointment' end reason,
                       case b.status when 'CANCEL_PENDING' then 'cancel' else 'compensate' end purpose,
                       b.status = 'CANCEL_PENDING' and b.declined and s.status = 'PENDING' declines
                from segment s join booking b on b.id = s.booking where s.id = :id
                """)
                .param("id", segment)
                .query((row, n) -> new Release(
                        segment,
                        row.getObject("booking", UUID.class),
                        row.getString("staff"),
                        row.getString("account"),
                        row.getLong("event_type_id"),
                        Instants.read(row, "start_at"),
                        Instants.read(row, "end_at"),
                        new Text(row.getString("reason")),
                        row.getString("purpose"),
                        row.getString("calcom_uid"),
                        row.getBoolean("declines"),
                        switch (row.getString("status")) {
                            case "REFUSED", "RELEASED", "CANCELLED" -> true;
                            default -> false;
                        },
                        Instants.read(row, "planned_at").plus(longestCall)))
                .single();
    }

    /**
     * A segment in doubt was not found at Cal.com.
     *
     * @throws CallMayStillRun while a lost create may still be running there
     */
    public void requireCertain(Release release) {
        CallMayStillRun.requireOver(release.certainAt(), clock.instant());
    }

    /**
     * A cancel is about to be sent, and may take effect even if its answer is lost.
     *
     * @param uid its Cal.com booking, stored from here on, also if it had to be looked up
     * @return when this was first done
     */
    @Transactional
    public Instant trying(Release release, String uid) {
        return jdbc.sql(
                        """
                update segment s set cancel_tried_at = coalesce(cancel_tried_at, :now),
                    calcom_uid = coalesce(calcom_uid, (
                        select :uid where not exists (select from segment o where o.calcom_uid = :uid)))
                where id = :segment returning cancel_tried_at
                """)
                .param("segment", release.segment())
                .param("uid", uid)
                .param("now", sql(clock.instant()))
                .query((row, n) -> Instants.read(row, "cancel_tried_at"))
                .single();
    }

    /** @param uid a booking that replaced it in Cal.com after our first attempt to cancel: it stays */
    @Transactional
    public void leftAlone(Release release, String uid) {
        jdbc.sql(
                        """
                insert into booking_history (booking, at, what, by, detail, trace_id)
                select :booking, :now, 'left alone in Cal.com', 'interlude', :detail, :trace
                where not exists (select from booking_history where booking = :booking and detail = :detail)
                """)
                .param("booking", release.booking())
                .param("detail", uid + " was booked in its place after the first try to cancel it")
                .param("trace", Trace.current())
                .param("now", sql(clock.instant()))
                .update();
    }

    /**
     * Nothing of the segment is left at Cal.com; with its last segment the booking has ended.
     *
     * @param uid what was cancelled there; null: nothing was found
     * @throws CallMayStillRun when Cal.com has booked it after all since it was looked for
     */
    @Transactional
    public void released(Release release, String uid) {
        var open = jdbc.sql(
                        """
                update segment s
                set status = case when s.calcom_uid is not null and s.calcom_uid is distinct from :uid then s.status
                                  when b.status = 'CANCEL_PENDING' then 'CANCELLED'
                                  else 'RELEASED' end
                from booking b where b.id = s.booking and s.id = :segment
                  and s.status in ('RELEASING', 'BOOKED', 'PENDING')
                returning s.status in ('RELEASING', 'BOOKED', 'PENDING')
                """)
                .param("segment", release.segment())
                .param("uid", uid)
                .query(Boolean.class)
                .optional();
        if (open.orElse(false)) {
            throw new CallMayStillRun(clock.instant());
        }
        holds.letGo(release.segment());
        var ended = jdbc.sql(
                        """
                with ended as (
                    update booking b
                    set status = case when b.status <> 'CANCEL_PENDING' then 'COMPENSATED'
                                      when b.declined then 'REJECTED' else 'CANCELLED' end,
                        version = version + 1, updated_at = :now
                    where id = :booking and status in ('COMPENSATING', 'CANCEL_PENDING')
                      and not exists (select from segment where booking = b.id
                                      and status not in ('REFUSED', 'RELEASED', 'CANCELLED'))
                    returning id, status, saga),
                written as (
                    insert into booking_history (booking, at, what, by, trace_id, saga)
                    select id, :now, lower(status), 'interlude', :trace, saga from ended)
                select status, (select count(*) > 1 from segment s where s.booking = ended.id and s.current) composite
                from ended
                """)
                .param("booking", release.booking())
                .param("trace", Trace.current())
                .param("now", sql(clock.instant()))
                .query(Ended.class)
                .optional();
        ended.ifPresent(it -> ended(release.booking(), it));
        if (ended.isEmpty()) {
            moves.released(release.booking(), release.segment());
        }
    }

    private void ended(UUID booking, Ended ended) {
        if (ended.status().equals("COMPENSATED")) {
            holds.returned(booking);
            AfterCommit.run(() -> meters.ended(ended.status(), ended.composite()));
        } else {
            listener.tell(booking, BookingEvent.valueOf(ended.status()));
        }
    }
}
