package dev.interlude.booking.jdbc;

import static java.util.stream.Collectors.groupingBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.interlude.booking.Booking;
import dev.interlude.booking.Booking.BookedSegment;
import dev.interlude.booking.BookingStatus;
import dev.interlude.booking.HistoryEntry;
import dev.interlude.booking.SegmentStatus;
import dev.interlude.booking.attendees.Attendee;
import dev.interlude.booking.deposits.Deposit;
import dev.interlude.booking.request.BookingFilter;
import dev.interlude.booking.units.jdbc.StoredUnits;
import dev.interlude.platform.Instants;
import dev.interlude.platform.TimeZones;
import dev.interlude.platform.problems.Problem;
import dev.interlude.platform.problems.ProblemCode;
import dev.interlude.platform.problems.Refused;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads bookings with their segments. */
public class BookingReader {

    private static final int RETRY_SOON = 5;

    /** Beside each segment the request that changed its booking last. */
    private static final String SEGMENTS =
            """
            select s.*, units_of(s.id) as units, (select h.trace_id from booking_history h where h.booking = s.booking and h.trace_id is not null
                         order by h.seq desc limit 1) as trace_id
            from segment s where s.booking in (:ids) and s.current order by s.booking, s.position
            """;

    private final JdbcClient jdbc;
    /** Numbers come back with all their digits. */
    private final ObjectReader json;

    public BookingReader(JdbcClient jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json.reader().with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    }

    /** @throws Refused NOT_FOUND, also when the text is no id of ours at all */
    public Booking existing(String id) {
        return parsed(id)
                .flatMap(this::find)
                .orElseThrow(() -> Refused.because(ProblemCode.NOT_FOUND, "There is no booking with this id."));
    }

    /** @throws Refused UNAVAILABLE when it was never begun: nothing is left of it, and it may be asked for again */
    public Booking begun(UUID id) {
        return find(id).orElseThrow(
                        () -> Refused.tooBusy("Interlude was too busy to begin this booking; nothing was booked."));
    }

    /**
     * What an earlier attempt at the same request has booked; null when it may be tried (again).
     *
     * @throws Refused UNAVAILABLE while that attempt is still being decided or undone
     */
    public Booking standing(UUID request) {
        var earlier =
                withSegments(jdbc.sql("select * from booking where request = :request order by created_at desc limit 1")
                        .param("request", request)
                        .query(this::booking)
                        .list());
        if (earlier.isEmpty() || earlier.get(0).status() == BookingStatus.COMPENSATED) {
            return null;
        }
        if (Set.of(BookingStatus.BOOKING, BookingStatus.COMPENSATING)
                .contains(earlier.get(0).status())) {
            throw new Refused(
                    Problem.of(ProblemCode.UNAVAILABLE, "An earlier attempt at this is still being decided or undone.")
                            .withRetryAfter(RETRY_SOON));
        }
        return earlier.get(0);
    }

    /** Those that exist, by their start. */
    public List<Booking> all(Collection<UUID> ids) {
        return ids.isEmpty()
                ? List.of()
                : withSegments(jdbc.sql("select * from booking where id in (:ids) order by start_at, id")
                        .param("ids", ids)
                        .query(this::booking)
                        .list());
    }

    private Optional<Booking> find(UUID id) {
        return withSegments(jdbc.sql("select * from booking where id = :id")
                        .param("id", id)
                        .query(this::booking)
                        .list())
                .stream()
                .findFirst();
    }

    private static Optional<UUID> parsed(String id) {
        try {
            return Optional.ofNullable(id).map(UUID::fromString);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** One page, sorted by start, then id; one booking more than the limit when there is a next page. */
    public List<Booking> list(BookingFilter filter) {
        var list = new BookingList(filter);
        return withSegments(jdbc.sql(list.query())
                .params(list.params())
                .query(this::booking)
                .list());
    }

    public List<HistoryEntry> history(UUID booking) {
        return jdbc.sql(
                        "select at, what, by, detail, saga, trace_id from booking_history where booking = :booking order by seq")
                .param("booking", booking)
                .query((row, n) -> new HistoryEntry(
                        Instants.read(row, "at"),
                        row.getString("what"),
                        row.getString("by"),
                        row.getString("detail"),
                        row.getObject("saga", UUID.class),
                        row.getString("trace_id")))
                .list();
    }

    private List<Booking> withSegments(List<Booking> bookings) {
        if (bookings.isEmpty()) {
            return bookings;
        }
        Map<UUID, List<Owned>> segments = jdbc
                .sql(SEGMENTS)
                .param("ids", bookings.stream().map(Booking::id).toList())
                .query(this::segment)
                .list()
                .stream()
                .collect(groupingBy(Owned::booking));
        return bookings.stream()
                .map(b -> with(b, segments.getOrDefault(b.id(), List.of())))
                .toList();
    }

    private static Booking with(Booking booking, List<Owned> its) {
        var trace = its.stream().map(Owned::traceId).filter(Objects::nonNull).findFirst();
        return booking.with(its.stream().map(Owned::segment).toList(), trace.orElse(null));
    }

    private Booking booking(ResultSet row, int n) throws SQLException {
        try {
            return new Booking(
                    row.getObject("id", UUID.class),
                    row.getString("service"),
                    BookingStatus.valueOf(row.getString("status")),
                    Instants.read(row, "start_at"),
                    Instants.read(row, "end_at"),
                    TimeZones.of(row.getString("time_zone")),
                    new Attendee(
                            row.getString("attendee_name"),
                            row.getString("attendee_email"),
                            row.getString("attendee_zone"),
                            row.getString("attendee_language"),
                            row.getString("attendee_phone")),
                    row.getString("notes"),
                    json.readTree(row.getString("metadata")),
                    row.getObject("linked_to", UUID.class),
                    row.getObject("series", UUID.class),
                    Instants.read(row, "shifted_from"),
                    row.getString("origin"),
                    row.getInt("version"),
                    Instants.read(row, "created_at"),
                    Instants.read(row, "updated_at"),
                    Deposit.of(row.getString("deposit"), Instants.read(row, "deposit_until")),
                    row.getObject("saga", UUID.class),
                    null,
                    List.of());
        } catch (JsonProcessingException e) {
            throw new SQLException("metadata of booking " + row.getObject("id") + " is no JSON", e);
        }
    }

    private record Owned(UUID booking, BookedSegment segment, String traceId) {}

    private Owned segment(ResultSet row, int n) throws SQLException {
        return new Owned(
                row.getObject("booking", UUID.class),
                new BookedSegment(
                        row.getObject("id", UUID.class),
                        row.getInt("position"),
                        row.getString("key"),
                        row.getString("staff"),
                        Instants.read(row, "start_at"),
                        Instants.read(row, "end_at"),
                        SegmentStatus.valueOf(row.getString("status")),
                        row.getString("account"),
                        row.getLong("event_type_id"),
                        row.getString("calcom_uid"),
                        StoredUnits.read(row)),
                row.getString("trace_id"));
    }
}
