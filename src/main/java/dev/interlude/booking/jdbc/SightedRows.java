package dev.interlude.booking.jdbc;

import static dev.interlude.platform.Instants.sql;

import dev.interlude.booking.KnownSegment;
import dev.interlude.booking.PauseRules.Stretch;
import dev.interlude.booking.SeenBooking.Status;
import dev.interlude.booking.Sighting;
import dev.interlude.platform.Instants;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes what Cal.com says into the rows of one segment and its booking. */
final class SightedRows {

    private final JdbcClient jdbc;
    private final Clock clock;

    SightedRows(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The segment is called so now, stands there, and is in that state. */
    void follow(KnownSegment segment, Sighting said) {
        jdbc.sql("delete from former_uid where calcom_uid = :uid")
                .param("uid", said.uid())
                .update();
        jdbc.sql(
                        """
                update segment set calcom_uid = :uid, status = :status, start_at = coalesce(:start, start_at),
                    end_at = coalesce(:end, end_at), absent = coalesce(:absent, absent),
                    calcom_sequence = coalesce(:sequence, calcom_sequence), seen_at = greatest(seen_at, :asOf)
                where id = :id
                """)
                .param("id", segment.id())
                .param("uid", said.uid())
                .param("status", segmentStatus(said))
                .param("start", sql(said.start()))
                .param("end", sql(said.end()))
                .param("absent", said.absent())
                .param("sequence", said.sequence())
                .param("asOf", sql(said.asOf()))
                .update();
        if (!said.uid().equals(segment.uid())) {
            formerly(segment.uid(), segment.id());
        }
    }

    static String segmentStatus(Sighting said) {
        if (said.ended()) {
            return "CANCELLED";
        }
        return said.status() == Status.PENDING ? "PENDING" : "BOOKED";
    }

    void end(KnownSegment segment, Sighting said) {
        jdbc.sql(
                        """
                update segment set status = 'CANCELLED', calcom_sequence = coalesce(:sequence, calcom_sequence),
                    seen_at = greatest(seen_at, :asOf)
                where id = :id
                """)
                .param("id", segment.id())
                .param("sequence", said.sequence())
                .param("asOf", sql(said.asOf()))
                .update();
        letGo(segment.id());
    }

    /** A uid that the segment had; nothing, if it is null, or known already. */
    void formerly(String uid, UUID segment) {
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

    /** What one segment was called, the other is said to have been called. */
    void inheritUids(KnownSegment from, KnownSegment to) {
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
     * Holds the time at which the segment stands, and no other.
     *
     * @return false when another customer holds it: a fact all the same
     */
    boolean hold(UUID segment) {
        letGo(segment);
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
    String settle(UUID booking, String ended) {
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

    /** The customer is to have none of it any more; false when nothing of it stands. */
    boolean cancelRest(UUID booking, UUID saga, String reason) {
        return jdbc.sql(
                                """
                        update booking set status = 'CANCEL_PENDING', saga = :saga, reason = :reason,
                            version = version + 1, updated_at = :now
                        where id = :id and exists (
                            select from segment where booking = :id and status in ('BOOKED', 'PENDING'))
                        """)
                        .param("id", booking)
                        .param("saga", saga)
                        .param("reason", reason)
                        .param("now", sql(clock.instant()))
                        .update()
                == 1;
    }

    List<UUID> standing(UUID booking) {
        return jdbc.sql(
                        "select id from segment where booking = :id and status in ('BOOKED', 'PENDING') order by position")
                .param("id", booking)
                .query(UUID.class)
                .list();
    }

    List<Stretch> times(UUID booking) {
        return jdbc.sql(
                        """
                select key, start_at, end_at from segment
                where booking = :id and status in ('BOOKED', 'PENDING') order by position
                """)
                .param("id", booking)
                .query((row, n) ->
                        new Stretch(row.getString("key"), Instants.read(row, "start_at"), Instants.read(row, "end_at")))
                .list();
    }

    /** Its appointment is over; false when it is not, or has another state than booked. */
    UUID complete(String uid) {
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

    void delete(UUID booking) {
        jdbc.sql("delete from booking where id = :id").param("id", booking).update();
    }

    void note(UUID booking, String what, String detail) {
        jdbc.sql(
                        """
                insert into booking_history (booking, at, what, by, detail)
                values (:booking, :now, :what, 'Cal.com', :detail)
                """)
                .param("booking", booking)
                .param("what", what)
                .param("detail", detail)
                .param("now", sql(clock.instant()))
                .update();
    }
}
