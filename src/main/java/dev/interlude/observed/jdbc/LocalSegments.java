package dev.interlude.observed.jdbc;

import static dev.interlude.platform.Instants.sql;

import dev.interlude.booking.BookingStatus;
import dev.interlude.booking.SegmentStatus;
import dev.interlude.booking.attendees.jdbc.ObservedAttendeeRows;
import dev.interlude.observed.LocalSegment;
import dev.interlude.observed.ObservedBooking;
import dev.interlude.platform.Instants;
import dev.interlude.platform.jdbc.NamedLocks;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds the segments of ours that an observation is about: by uid, by a former uid, by our key. */
public final class LocalSegments {

    private static final UUID NO_KEY = new UUID(0, 0);

    private static final String IDS =
            """
            select id from segment where calcom_uid in (:uids)
            union select segment from former_uid where calcom_uid in (:uids)
            union select id from segment where id = :key
            """;

    private final JdbcClient jdbc;
    private final NamedLocks locks;

    public LocalSegments(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.locks = new NamedLocks(jdbc);
    }

    /** Observations of the same booking wait until this transaction ends, also for one not yet stored. */
    public void lock(ObservedBooking observed) {
        locks.take(observed.uids().map(uid -> "calcom " + uid).toList());
        jdbc.sql("select id from booking where id in (select booking from segment where id in (" + IDS
                        + ")) order by id for update")
                .param("uids", observed.uids().toList())
                .param("key", key(observed))
                .query(UUID.class)
                .list();
    }

    public List<LocalSegment> of(ObservedBooking observed) {
        return jdbc.sql(
                        """
                select s.*, b.service, b.origin, b.version, b.status booking_status, b.created_at, b.updated_at,
                    case when b.erased_at is null then b.attendee_name end attendee_name,
                    case when b.erased_at is null then b.attendee_email end attendee_email,
                    case when b.erased_at is null then b.attendee_phone end attendee_phone,
                    (select count(*) from segment o where o.booking = s.booking and o.current) segments,
                    array(select calcom_uid from former_uid f where f.segment = s.id) former_uids,
                    array(select at from segment_move m, unnest(array[m.from_start, m.to_start]) at
                          where m.booking = s.booking and m.segment = s.id
                            and m.status in ('PLANNED', 'MOVED', 'MOVING_BACK')
                          union all select s.start_at where s.replaces is not null) moving_to
                from segment s join booking b on b.id = s.booking where s.id in (
                """
                                + IDS + ")")
                .param("uids", observed.uids().toList())
                .param("key", key(observed))
                .query(LocalSegments::local)
                .list();
    }

    /** Whether a segment whose uid has not reached us yet may be the observed booking. */
    public boolean maybeOnItsWay(ObservedBooking observed) {
        return jdbc.sql(
                        """
                select exists (
                    select from segment where event_type_id = :eventType and start_at = :start and calcom_uid is null
                      and status in ('PLANNED', 'RELEASING')) or exists (
                    select from segment_move m join segment s on s.id = m.segment
                    where m.to_start = :start and s.event_type_id = :eventType
                      and m.status in ('PLANNED', 'MOVED', 'MOVING_BACK'))
                """)
                .param("eventType", observed.eventTypeId())
                .param("start", sql(observed.start()))
                .query(Boolean.class)
                .single();
    }

    private static UUID key(ObservedBooking observed) {
        return observed.segmentKey() == null ? NO_KEY : observed.segmentKey();
    }

    private static LocalSegment local(ResultSet row, int n) throws SQLException {
        return new LocalSegment(
                row.getObject("id", UUID.class),
                row.getObject("booking", UUID.class),
                row.getString("service"),
                row.getString("origin"),
                BookingStatus.valueOf(row.getString("booking_status")),
                Instants.read(row, "updated_at"),
                Instants.read(row, "created_at"),
                row.getInt("version"),
                SegmentStatus.valueOf(row.getString("status")),
                row.getString("key"),
                row.getString("staff"),
                Instants.read(row, "start_at"),
                Instants.read(row, "end_at"),
                row.getString("calcom_uid"),
                Set.of((String[]) row.getArray("former_uids").getArray()),
                row.getObject("calcom_sequence", Integer.class),
                Instants.read(row, "seen_at"),
                row.getBoolean("absent"),
                row.getInt("segments"),
                instants(row),
                ObservedAttendeeRows.customer(row));
    }

    private static List<Instant> instants(ResultSet row) throws SQLException {
        var times = (Object[]) row.getArray("moving_to").getArray();
        return Arrays.stream(times)
                .map(time ->
                        time instanceof OffsetDateTime at ? at.toInstant() : ((java.sql.Timestamp) time).toInstant())
                .toList();
    }
}
