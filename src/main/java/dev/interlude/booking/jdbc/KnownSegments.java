package dev.interlude.booking.jdbc;

import static dev.interlude.platform.Instants.sql;

import dev.interlude.booking.BookingStatus;
import dev.interlude.booking.KnownSegment;
import dev.interlude.booking.SegmentStatus;
import dev.interlude.booking.Sighting;
import dev.interlude.platform.Instants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds which segments of ours Cal.com speaks of: by uid, by a uid they had, by our key. */
final class KnownSegments {

    private static final UUID NO_KEY = new UUID(0, 0);

    private static final String IDS =
            """
            select id from segment where calcom_uid in (:uids)
            union select segment from former_uid where calcom_uid in (:uids)
            union select id from segment where id = :key
            """;

    private final JdbcClient jdbc;

    KnownSegments(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whoever speaks of the same waits until this transaction has ended, also while none of it is known yet. */
    void lock(Sighting said) {
        said.uids().distinct().sorted().forEach(uid -> jdbc.sql(
                        "select pg_advisory_xact_lock(hashtextextended('calcom ' || :uid, 0))")
                .param("uid", uid)
                .query((row, n) -> n)
                .list());
        jdbc.sql("select id from booking where id in (select booking from segment where id in (" + IDS
                        + ")) order by id for update")
                .param("uids", said.uids().toList())
                .param("key", key(said))
                .query(UUID.class)
                .list();
    }

    List<KnownSegment> of(Sighting said) {
        return jdbc.sql(
                        """
                select s.*, b.service, b.origin, b.version, b.status booking_status, b.created_at, b.updated_at,
                    (select count(*) from segment o where o.booking = s.booking) segments,
                    array(select calcom_uid from former_uid f where f.segment = s.id) former_uids,
                    array(select at from segment_move m, unnest(array[m.from_start, m.to_start]) at
                          where m.booking = s.booking and m.segment = s.id
                            and m.status in ('PLANNED', 'MOVED', 'MOVING_BACK')) moving_to
                from segment s join booking b on b.id = s.booking where s.id in (
                """
                                + IDS + ")")
                .param("uids", said.uids().toList())
                .param("key", key(said))
                .query(KnownSegments::known)
                .list();
    }

    /** Whether a segment of ours may be what Cal.com speaks of, as its uid is still on its way to us. */
    boolean maybeOnItsWay(Sighting said) {
        return jdbc.sql(
                        """
                select exists (
                    select from segment where event_type_id = :eventType and start_at = :start and calcom_uid is null
                      and status in ('PLANNED', 'RELEASING')) or exists (
                    select from segment_move m join segment s on s.id = m.segment
                    where m.to_start = :start and s.event_type_id = :eventType
                      and m.status in ('PLANNED', 'MOVED', 'MOVING_BACK'))
                """)
                .param("eventType", said.eventTypeId())
                .param("start", sql(said.start()))
                .query(Boolean.class)
                .single();
    }

    private static UUID key(Sighting said) {
        return said.segmentKey() == null ? NO_KEY : said.segmentKey();
    }

    private static KnownSegment known(ResultSet row, int n) throws SQLException {
        return new KnownSegment(
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
                instants(row));
    }

    private static List<Instant> instants(ResultSet row) throws SQLException {
        var times = (Object[]) row.getArray("moving_to").getArray();
        return Arrays.stream(times)
                .map(time ->
                        time instanceof OffsetDateTime at ? at.toInstant() : ((java.sql.Timestamp) time).toInstant())
                .toList();
    }
}
