package dev.interlude.sync.jdbc;

import static dev.interlude.platform.Instants.sql;
import static java.util.stream.Collectors.toMap;

import dev.interlude.booking.BookingStatus;
import dev.interlude.booking.CalcomBooking;
import dev.interlude.booking.SegmentStatus;
import dev.interlude.booking.attendees.LocalAttendee;
import dev.interlude.platform.Instants;
import dev.interlude.sync.Known;
import dev.interlude.sync.LocalSync;
import dev.interlude.sync.SyncRun;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads our segments that match Cal.com's bookings. */
public class StoredSegmentReader {

    private static final Duration WEEK = Duration.ofDays(7);

    private static final String HERE =
            """
            select s.id, s.booking, s.status, b.status as booking_status, b.origin, s.account, s.calcom_uid, s.start_at, s.end_at,
                   case when b.erased_at is null then b.attendee_name end attendee_name,
                   case when b.erased_at is null then b.attendee_email end attendee_email,
                   case when b.erased_at is null then b.attendee_phone end attendee_phone, s.shown_email, s.shown_name, b.updated_at,
                   (select count(*) from segment one where one.booking = b.id and one.current) as segments
            """;
    private static final String BY_UID = HERE
            + ", s.calcom_uid as found from segment s join booking b on b.id = s.booking where s.calcom_uid in (:them)";
    private static final String BY_FORMER_UID = HERE
            + ", f.calcom_uid as found from former_uid f join segment s on s.id = f.segment join booking b on b.id = s.booking"
            + " where f.calcom_uid in (:them)";
    private static final String BY_LINEAGE = HERE
            + ", n.calcom_uid as found from sync_seen n join segment s on s.id = n.segment join booking b on b.id = s.booking"
            + " where n.run = :run and n.calcom_uid in (:them)";
    private static final String BY_KEY =
            HERE + ", s.id::text as found from segment s join booking b on b.id = s.booking where s.id in (:them)";
    /** A look-up per row: the planner has no statistics for rows just inserted and would scan the table. */
    private static final String MISSING = HERE
            + """
            , '' as found
            from segment s join booking b on b.id = s.booking
            where s.status in ('BOOKED', 'PENDING') and s.account = :account and s.start_at >= :from and s.start_at < :before
              and s.end_at <= :to
              and (select n.run from sync_seen n where n.run = :run and n.calcom_uid = s.calcom_uid) is null
            """;

    private final JdbcClient jdbc;

    public StoredSegmentReader(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param run whose moved bookings count too; null for none */
    public Known about(UUID run, Collection<CalcomBooking> page) {
        var from = page.stream()
                .map(CalcomBooking::movedFrom)
                .filter(Objects::nonNull)
                .toList();
        var uids = Stream.concat(page.stream().map(CalcomBooking::uid), from.stream())
                .toList();
        var keys = page.stream()
                .flatMap(b -> Known.key(b).stream())
                .flatMap(StoredSegmentReader::id)
                .toList();
        return new Known(
                read(BY_UID, uids),
                read(BY_FORMER_UID, uids),
                run == null || from.isEmpty() ? Map.of() : byLineage(run, from),
                read(BY_KEY, keys),
                page.stream()
                        .filter(b -> b.movedFrom() != null)
                        .collect(toMap(CalcomBooking::uid, CalcomBooking::movedFrom, (a, b) -> b)));
    }

    public LocalSync segment(UUID id) {
        return read(BY_KEY, List.of(id)).get(id.toString());
    }

    /** Booked here, within the window of a full pass, and not shown by it. */
    public List<LocalSync> missing(SyncRun run, String account) {
        return Stream.iterate(run.from(), from -> from.isBefore(run.to()), from -> from.plus(WEEK))
                .flatMap(from -> missing(run, account, from).stream())
                .toList();
    }

    /** Week by week: that reads no more than the week, however many there are. */
    private List<LocalSync> missing(SyncRun run, String account, Instant from) {
        return jdbc.sql(MISSING)
                .param("account", account)
                .param("from", sql(from))
                .param("before", sql(from.plus(WEEK)))
                .param("to", sql(run.to()))
                .param("run", run.id())
                .query(StoredSegmentReader::local)
                .list();
    }

    private Map<String, LocalSync> read(String query, Collection<?> them) {
        return them.isEmpty() ? Map.of() : map(jdbc.sql(query).param("them", them));
    }

    private Map<String, LocalSync> byLineage(UUID run, List<String> uids) {
        return map(jdbc.sql(BY_LINEAGE).param("run", run).param("them", uids));
    }

    private static Map<String, LocalSync> map(JdbcClient.StatementSpec query) {
        return query.query((row, n) -> Map.entry(row.getString("found"), local(row, n))).list().stream()
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Stream<UUID> id(String text) {
        try {
            return Stream.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Stream.empty();
        }
    }

    private static LocalSync local(ResultSet row, int n) throws SQLException {
        return new LocalSync(
                row.getObject("id", UUID.class),
                row.getObject("booking", UUID.class),
                SegmentStatus.valueOf(row.getString("status")),
                BookingStatus.valueOf(row.getString("booking_status")),
                row.getString("origin"),
                row.getInt("segments"),
                row.getString("account"),
                row.getString("calcom_uid"),
                instant(row, "start_at"),
                instant(row, "end_at"),
                new LocalAttendee(
                        row.getString("attendee_name"),
                        row.getString("attendee_email"),
                        row.getString("attendee_phone"),
                        row.getString("shown_email"),
                        row.getString("shown_name")),
                instant(row, "updated_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return Instants.read(row, column);
    }
}
