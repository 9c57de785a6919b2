package dev.interlude.sync.jdbc;

import static dev.interlude.platform.Instants.sql;
import static java.util.stream.Collectors.toMap;

import dev.interlude.booking.BookingStatus;
import dev.interlude.booking.SeenBooking;
import dev.interlude.booking.SegmentStatus;
import dev.interlude.platform.Instants;
import dev.interlude.sync.Here;
import dev.interlude.sync.Known;
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

/** Reads what our books say about bookings of Cal.com's. */
public class HereReader {

    private static final Duration WEEK = Duration.ofDays(7);

    private static final String HERE =
            """
            select s.id, s.booking, s.status, b.status as booking_status, b.origin, s.account, s.calcom_uid, s.start_at, s.end_at,
                   case when b.erased_at is null then b.attendee_name end attendee_name,
                   case when b.erased_at is null then b.attendee_email end attendee_email, b.updated_at,
                   (select count(*) from segment one where one.booking = b.id) as segments
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
    /** Each is looked up: the planner knows nothing of what was read just now, and would go through all of it. */
    private static final String MISSING = HERE
            + """
            , '' as found
            from segment s join booking b on b.id = s.booking
            where s.status in ('BOOKED', 'PENDING') and s.account = :account and s.start_at >= :from and s.start_at < :before
              and s.end_at <= :to
              and (select n.run from sync_seen n where n.run = :run and n.calcom_uid = s.calcom_uid) is null
            """;

    private final JdbcClient jdbc;

    public HereReader(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param run what it has learnt of bookings that were moved on counts too; null: of none */
    public Known about(UUID run, Collection<SeenBooking> page) {
        var from = page.stream()
                .map(SeenBooking::movedFrom)
                .filter(Objects::nonNull)
                .toList();
        var uids = Stream.concat(page.stream().map(SeenBooking::uid), from.stream())
                .toList();
        var keys = page.stream()
                .flatMap(b -> Known.key(b).stream())
                .flatMap(HereReader::id)
                .toList();
        return new Known(
                read(BY_UID, uids),
                read(BY_FORMER_UID, uids),
                run == null || from.isEmpty() ? Map.of() : byLineage(run, from),
                read(BY_KEY, keys),
                page.stream()
                        .filter(b -> b.movedFrom() != null)
                        .collect(toMap(SeenBooking::uid, SeenBooking::movedFrom, (a, b) -> b)));
    }

    public Here segment(UUID id) {
        return read(BY_KEY, List.of(id)).get(id.toString());
    }

    /** Booked here at Cal.com, in the window of a full pass, and not among what it has read. */
    List<Here> missing(SyncRun run, String account) {
        return Stream.iterate(run.from(), from -> from.isBefore(run.to()), from -> from.plus(WEEK))
                .flatMap(from -> missing(run, account, from).stream())
                .toList();
    }

    /** Week by week: that reads no more than the week, however many there are. */
    private List<Here> missing(SyncRun run, String account, Instant from) {
        return jdbc.sql(MISSING)
                .param("account", account)
                .param("from", sql(from))
                .param("before", sql(from.plus(WEEK)))
                .param("to", sql(run.to()))
                .param("run", run.id())
                .query(HereReader::here)
                .list();
    }

    private Map<String, Here> read(String query, Collection<?> them) {
        return them.isEmpty() ? Map.of() : map(jdbc.sql(query).param("them", them));
    }

    private Map<String, Here> byLineage(UUID run, List<String> uids) {
        return map(jdbc.sql(BY_LINEAGE).param("run", run).param("them", uids));
    }

    private static Map<String, Here> map(JdbcClient.StatementSpec query) {
        return query.query((row, n) -> Map.entry(row.getString("found"), here(row, n))).list().stream()
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Stream<UUID> id(String text) {
        try {
            return Stream.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Stream.empty();
        }
    }

    private static Here here(ResultSet row, int n) throws SQLException {
        return new Here(
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
                row.getString("attendee_name"),
                row.getString("attendee_email"),
                instant(row, "updated_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return Instants.read(row, column);
    }
}
