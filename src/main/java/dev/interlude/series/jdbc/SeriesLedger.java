package dev.interlude.series.jdbc;

import static dev.interlude.platform.Instants.sql;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.interlude.booking.BookingStatus;
import dev.interlude.platform.Announcements;
import dev.interlude.platform.Instants;
import dev.interlude.platform.Json;
import dev.interlude.platform.problems.ProblemCode;
import dev.interlude.platform.problems.Refused;
import dev.interlude.series.BulkAction;
import dev.interlude.series.BulkRequest;
import dev.interlude.series.Series;
import dev.interlude.series.SeriesRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/**
 * The series and their occurrences. Occurrences that are booked one by one are the items of a bulk with the same id;
 * their results are copied here, as bulks are deleted and series are not.
 */
public class SeriesLedger {

    private final JdbcClient jdbc;
    private final BulkLedger bulks;
    private final Announcements announcements;
    private final Json json;
    private final Clock clock;

    public SeriesLedger(JdbcClient jdbc, BulkLedger bulks, Announcements announcements, Json json, Clock clock) {
        this.jdbc = jdbc;
        this.bulks = bulks;
        this.announcements = announcements;
        this.json = json;
        this.clock = clock;
    }

    /** Stores all occurrences, each to be booked on its own; a repeated request finds them. */
    @Transactional
    public void openEach(SeriesRequest request) {
        if (write(request)) {
            bulks.open(new BulkRequest(
                    request.id(),
                    request.caller(),
                    request.wanted().stream()
                            .map(o -> new BulkRequest.Item(
                                    o.position(),
                                    "series %s occurrence %d".formatted(request.id(), o.position()),
                                    BulkAction.PLACE,
                                    null,
                                    o.booking(),
                                    null))
                            .toList()));
        }
    }

    /** It belongs to the caller's transaction. False: it is there already. */
    public boolean write(SeriesRequest request) {
        var written = jdbc.sql(
                        """
                insert into series (id, mode, status, time_zone, service, created_by, created_at, updated_at)
                values (:id, :mode, 'BOOKING', :zone, :service, :by, :now, :now) on conflict (id) do nothing
                """)
                .param("id", request.id())
                .param("mode", request.allOrNothing() ? "allOrNothing" : "bestEffort")
                .param("zone", request.timeZone().getId())
                .param("service", request.service())
                .param("by", request.caller().name())
                .param("now", sql(clock.instant()))
                .update();
        if (written == 1) {
            request.occurrences().forEach(o -> jdbc.sql(
                            """
                    insert into series_occurrence (series, position, day, skipped)
                    values (:series, :position, :day, :skipped)
                    """)
                    .param("series", request.id())
                    .param("position", o.position())
                    .param("day", o.day())
                    .param("skipped", o.skipped())
                    .update());
        }
        return written == 1;
    }

    /**
     * Copies the results of the items; with the last one the series is decided and announced. Ignores ids that are no
     * series.
     */
    @Transactional
    public void settleEach(UUID series) {
        jdbc.sql(
                        """
                update series_occurrence o
                set status = i.status,
                    booking = case when i.status < 300 then (i.answer ->> 'id')::uuid end,
                    problem = case when i.status >= 300 then i.answer end
                from bulk_item i
                where o.series = :series and o.status is null and not o.skipped
                  and i.bulk = o.series and i.position = o.position and i.status is not null
                """)
                .param("series", series)
                .update();
        var decided = jdbc.sql(
                        """
                update series s set status = 'BOOKED', updated_at = :now
                where id = :series and status = 'BOOKING' and mode = 'bestEffort'
                  and not exists (select from series_occurrence where series = s.id and status is null and not skipped)
                """)
                .param("series", series)
                .param("now", sql(clock.instant()))
                .update();
        if (decided == 1) {
            announce(series);
        }
    }

    /** In the transaction that decides it. If nothing was booked there is nothing to announce. */
    public void announce(UUID series) {
        var made = existing(series);
        if (made.occurrences().stream().anyMatch(o -> o.booking() != null)) {
            announcements.announce("series.created", series.toString(), eventData(made));
        }
    }

    /** Those whose last item may have been decided by a node that then died. */
    public List<UUID> undecided() {
        return jdbc.sql(
                        """
                select id from series s
                where status = 'BOOKING' and mode = 'bestEffort'
                  and not exists (select from bulk_item where bulk = s.id and status is null)
                order by created_at limit 100
                """)
                .query(UUID.class)
                .list();
    }

    /** Whether a caller with this deadline keeps waiting. */
    public boolean waitsFor(UUID series, Instant until) {
        return clock.instant().isBefore(until)
                && jdbc.sql("select exists (select from series where id = :id and status = 'BOOKING')")
                        .param("id", series)
                        .query(Boolean.class)
                        .single();
    }

    /** @throws Refused NOT_FOUND, also when the text is no id at all */
    public Series foundSeries(String id) {
        try {
            return existing(UUID.fromString(id));
        } catch (IllegalArgumentException e) {
            throw unknown();
        }
    }

    /** @throws Refused NOT_FOUND */
    public Series existing(UUID id) {
        // The series first: an occurrence that is read later is never less decided than its series.
        var series = jdbc.sql("select * from series where id = :id")
                .param("id", id)
                .query((row, n) -> new Series(
                        id,
                        row.getString("mode"),
                        row.getString("status").equals("BOOKED"),
                        row.getString("service"),
                        row.getString("time_zone"),
                        Instants.read(row, "created_at"),
                        List.of()))
                .optional()
                .orElseThrow(SeriesLedger::unknown);
        return series.with(jdbc.sql(
                        """
                select o.day, o.skipped, b.id, b.status, b.start_at, o.problem
                from series_occurrence o left join booking b on b.id = o.booking
                where o.series = :id order by o.position
                """)
                .param("id", id)
                .query((row, n) -> occurrence(row))
                .list());
    }

    private Series.Occurrence occurrence(ResultSet row) throws SQLException {
        var booking = row.getObject("id", UUID.class);
        var problem = row.getString("problem");
        return new Series.Occurrence(
                row.getObject("day", LocalDate.class),
                row.getBoolean("skipped"),
                booking,
                booking == null ? null : BookingStatus.valueOf(row.getString("status")),
                booking == null ? null : Instants.read(row, "start_at"),
                problem == null ? null : json.parse(problem.getBytes(UTF_8)));
    }

    private static Map<String, Object> eventData(Series series) {
        var data = new LinkedHashMap<String, Object>();
        data.put("id", series.id());
        data.put("mode", series.mode());
        data.put("service", series.service());
        data.put("timeZone", series.timeZone());
        data.put(
                "bookings",
                series.occurrences().stream()
                        .filter(o -> o.booking() != null)
                        .map(o -> Map.of("date", o.day().toString(), "bookingId", o.booking()))
                        .toList());
        return data;
    }

    private static Refused unknown() {
        return Refused.because(ProblemCode.NOT_FOUND, "There is no series with this id.");
    }
}
