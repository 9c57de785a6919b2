package dev.interlude.observed.jdbc;

import static dev.interlude.platform.Instants.sql;

import dev.interlude.booking.CalcomBooking.Status;
import dev.interlude.booking.move.PauseRules.Stretch;
import dev.interlude.observed.LocalSegment;
import dev.interlude.observed.ObservedBooking;
import dev.interlude.platform.Instants;
import dev.interlude.platform.Trace;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes observations into the rows of one segment and its booking. */
public final class ObservedRows {

    private final JdbcClient jdbc;
    private final Clock clock;

    public ObservedRows(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Sets the segment's uid, time and state. */
    public void follow(LocalSegment segment, ObservedBooking observed) {
        jdbc.sql("delete from former_uid where calcom_uid = :uid")
                .param("uid", observed.uid())
                .update();
        jdbc.sql(
                        """
                update segment set calcom_uid = :uid, status = :status, start_at = coalesce(:start, start_at),
                    end_at = coalesce(:end, end_at), absent = coalesce(:absent, absent),
                    calcom_sequence = coalesce(:sequence, calcom_sequence), seen_at = greatest(seen_at, :asOf),
                    cancel_tried_at = null
                where id = :id
                """)
                .param("id", segment.id())
                .param("uid", observed.uid())
                .param("status", segmentStatus(observed))
                .param("start", sql(observed.start()))
                .param("end", sql(observed.end()))
                .param("absent", observed.absent())
                .param("sequence", observed.sequence())
                .param("asOf", sql(observed.asOf()))
                .update();
        if (!observed.uid().equals(segment.uid())) {
            formerly(segment.uid(), segment.id());
        }
    }

    public static String segmentStatus(ObservedBooking observed) {
        if (observed.ended()) {
            return "CANCELLED";
        }
        return observed.status() == Status.PENDING ? "PENDING" : "BOOKED";
    }

    /** Whether another segment has taken its place in its booking. */
    public boolean isReplaced(UUID segment) {
        return jdbc.sql("select not current and replaces is null from segment where id = :id")
                .param("id", segment)
                .query(Boolean.class)
                .single();
    }

    public void end(LocalSegment segment, ObservedBooking observed) {
        jdbc.sql(
                        """
                update segment set status = 'CANCELLED', calcom_sequence = coalesce(:sequence, calcom_sequence),
                    seen_at = greatest(seen_at, :asOf)
                where id = :id
                """)
                .param("id", segment.id())
                .param("sequence", observed.sequence())
                .param("asOf", sql(observed.asOf()))
                .update();
        jdbc.sql(
                        """
                with units as (delete from held_unit where segment = :segment)
                delete from hold where segment = :segment
                """)
                .param("segment", segment.id())
                .update();
    }

    /** A uid that the segment had; nothing, if it is null, or known already. */
    public void formerly(String uid, UUID segment) {
        if (uid != null) {
            jdbc.sql(
                            """
                    insert into former_uid (calcom_uid, segment) select :uid, :segment
                    where not exists (select from segment where calcom_uid = :uid) on conflict do nothing
                    """)
                    .param("uid", uid)
                    .param("segment", segment)
                    .update();
        }
    }

    /** Passes one segment's uids on to another as former uids. */
    public void inheritUids(LocalSegment from, LocalSegment to) {
        jdbc.sql("update segment set calcom_uid = null where id = :from")
                .param("from", from.id())
                .update();
        jdbc.sql("update former_uid set segment = :to where segment = :from")
                .param("from", from.id())
                .param("to", to.id())
                .update();
        formerly(from.uid(), to.id());
    }

    private void letGo(UUID segment) {
        jdbc.sql("delete from hold where segment = :segment")
                .param("segment", segment)
                .update();
    }

    /**
     * Holds the segment's current time and no other. An offer that is held there gives way: Cal.com has booked it.
     *
     * @return false when another customer holds it: a fact all the same
     */
    public boolean hold(UUID segment) {
        letGo(segment);
        return take(segment) || giveWay(segment) && take(segment);
    }

    /** @return whether offers that were held at that time are now lost; their end is announced later */
    private boolean giveWay(UUID segment) {
        return jdbc.sql(
                                """
                        with lost as (
                            update offer_hold o set status = 'LOST' where status = 'HELD' and exists (
                                select from segment s join hold h on h.staff = s.staff
                                    and h.during && tstzrange(s.start_at, s.end_at)
                                where s.id = :segment and h.offer_hold = o.id)
                            returning id)
                        delete from hold using lost where hold.offer_hold = lost.id
                        """)
                        .param("segment", segment)
                        .update()
                > 0;
    }

    private boolean take(UUID segment) {
        return jdbc.sql(
                                """
                        insert into hold (segment, booking, staff, during)
                        select id, booking, staff, tstzrange(start_at, end_at) from segment
                        where id = :segment on conflict do nothing
                        """)
                        .param("segment", segment)
                        .update()
                == 1;
    }

    /** The booking's times and state from those of its segments; its new state. */
    public String settle(UUID booking, String ended) {
        return jdbc.sql(
                        """
                update booking b set version = version + 1, updated_at = :now,
                    start_at = coalesce(s.start_at, s.first), end_at = coalesce(s.end_at, s.last),
                    status = case when s.standing = 0 then :ended
                                  when s.pending then 'PENDING'
                                  when s.absent then 'NO_SHOW'
                                  else 'BOOKED' end
                from (select count(*) filter (where live) standing,
                             min(start_at) filter (where live) start_at, max(end_at) filter (where live) end_at,
                             min(start_at) first, max(end_at) last,
                             bool_or(status = 'PENDING') pending, bool_or(live and absent) absent
                      from (select *, status in ('BOOKED', 'PENDING') live from segment where booking = :id) its) s
                where b.id = :id returning b.status
                """)
                .param("id", booking)
                .param("ended", ended)
                .param("now", sql(clock.instant()))
                .query(String.class)
                .single();
    }

    /** It is booked again: why it had ended is no longer true. */
    public void revive(UUID booking) {
        jdbc.sql("update booking set reason = null, declined = false where id = :id")
                .param("id", booking)
                .update();
    }

    /** Cancels all of it; false if no segment is active. */
    public boolean cancelRest(UUID booking, UUID saga, String reason, boolean declined) {
        return jdbc.sql(
                                """
                        update booking set status = 'CANCEL_PENDING', saga = :saga, reason = :reason, declined = :declined,
                            version = version + 1, updated_at = :now
                        where id = :id and exists (
                            select from segment where booking = :id and status in ('BOOKED', 'PENDING'))
                        """)
                        .param("id", booking)
                        .param("saga", saga)
                        .param("reason", reason)
                        .param("declined", declined)
                        .param("now", sql(clock.instant()))
                        .update()
                == 1;
    }

    public List<UUID> standing(UUID booking) {
        return jdbc.sql(
                        "select id from segment where booking = :id and status in ('BOOKED', 'PENDING') order by position")
                .param("id", booking)
                .query(UUID.class)
                .list();
    }

    public List<Stretch> times(UUID booking) {
        return jdbc.sql(
                        """
                select key, staff, start_at, end_at from segment
                where booking = :id and status in ('BOOKED', 'PENDING') order by position
                """)
                .param("id", booking)
                .query((row, n) -> new Stretch(
                        row.getString("key"),
                        row.getString("staff"),
                        Instants.read(row, "start_at"),
                        Instants.read(row, "end_at")))
                .list();
    }

    /** Its appointment is over; false when it is not, or has another state than booked. */
    public UUID complete(String uid) {
        return jdbc.sql(
                        """
                update booking b set status = 'COMPLETED', version = version + 1, updated_at = :now
                from segment s where s.calcom_uid = :uid and b.id = s.booking and b.status = 'BOOKED' and b.end_at <= :now
                returning b.id
                """)
                .param("uid", uid)
                .param("now", sql(clock.instant()))
                .query(UUID.class)
                .optional()
                .orElse(null);
    }

    public void delete(UUID booking) {
        jdbc.sql("delete from booking where id = :id").param("id", booking).update();
    }

    public void note(UUID booking, String what, String detail) {
        jdbc.sql(
                        """
                insert into booking_history (booking, at, what, by, detail, trace_id)
                values (:booking, :now, :what, 'Cal.com', :detail, :trace)
                """)
                .param("booking", booking)
                .param("what", what)
                .param("detail", detail)
                .param("trace", Trace.current())
                .param("now", sql(clock.instant()))
                .update();
    }
}
