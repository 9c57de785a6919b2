package dev.interlude.observed.jdbc;

import static dev.interlude.platform.Instants.sql;

import dev.interlude.booking.attendees.Attendee;
import dev.interlude.platform.Trace;
import java.time.Clock;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/** Stores what a comparison has changed: a new uid at Cal.com, or another attendee here. */
public class SyncedSegments {

    private final JdbcClient jdbc;
    private final Clock clock;

    public SyncedSegments(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Cal.com has the segment under this uid now. */
    @Transactional
    public void adopt(UUID segment, String uid) {
        jdbc.sql(
                        """
                insert into former_uid (calcom_uid, segment)
                select calcom_uid, id from segment where id = :segment and calcom_uid is not null and calcom_uid <> :uid
                on conflict do nothing
                """)
                .param("segment", segment)
                .param("uid", uid)
                .update();
        jdbc.sql(
                        """
                with adopted as (
                    update segment set calcom_uid = :uid where id = :segment and calcom_uid is distinct from :uid returning booking),
                noted as (
                    update booking set version = version + 1, updated_at = :now from adopted where id = adopted.booking returning id)
                insert into booking_history (booking, at, what, by, trace_id)
                select id, :now, 'restored in Cal.com', 'interlude', :trace from noted
                """)
                .param("segment", segment)
                .param("uid", uid)
                .param("trace", Trace.current())
                .param("now", sql(clock.instant()))
                .update();
    }

    /** The attendee was changed in Cal.com; an erased attendee stays erased. */
    @Transactional
    public void attend(UUID booking, Attendee attendee) {
        jdbc.sql(
                        """
                with changed as (
                    update booking set attendee_name = coalesce(:name, attendee_name), attendee_email = coalesce(:email, attendee_email),
                           attendee_zone = coalesce(:zone, attendee_zone), attendee_phone = coalesce(:phone, attendee_phone),
                           version = version + 1, updated_at = :now
                    where id = :booking and erased_at is null returning id)
                insert into booking_history (booking, at, what, by, trace_id)
                select id, :now, 'attendee changed in Cal.com', 'Cal.com', :trace from changed
                """)
                .param("booking", booking)
                .param("name", attendee.name())
                .param("email", attendee.email())
                .param("zone", attendee.timeZone())
                .param("phone", attendee.phoneNumber())
                .param("trace", Trace.current())
                .param("now", sql(clock.instant()))
                .update();
    }
}
