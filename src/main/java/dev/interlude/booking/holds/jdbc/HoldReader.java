package dev.interlude.booking.holds.jdbc;

import static dev.interlude.platform.Instants.sql;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.availability.search.Offer;
import dev.interlude.availability.search.OfferedSegment;
import dev.interlude.booking.HistoryEntry;
import dev.interlude.booking.holds.HoldRefusals;
import dev.interlude.booking.holds.OfferHold;
import dev.interlude.booking.holds.OfferHold.Status;
import dev.interlude.booking.request.BookingFilter;
import dev.interlude.booking.units.jdbc.StoredUnits;
import dev.interlude.platform.Caller;
import dev.interlude.platform.Instants;
import dev.interlude.platform.Role;
import dev.interlude.platform.TimeZones;
import dev.interlude.platform.problems.Refused;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** Reads holds with their segments. A hold is known to the key that made it and to administrators. */
public class HoldReader {

    /** A row for each segment. */
    private static final String HOLDS =
            """
            select h.*, s.key, s.staff, s.event_type_id, s.start_at as begins, s.end_at as ends, case when status = 'HELD' and ends_at <= clock_timestamp() then 'EXPIRED' else status end as now_status,
                case when status in ('HELD', 'USED')
                     then greatest(0, floor(extract(epoch from ends_at - clock_timestamp())))::int else 0 end as seconds_left,
                units_of_hold(h.id) as units
            from (select * from offer_hold %s) h join offer_hold_segment s on s.offer_hold = h.id
            order by h.start_at, h.id, s.position
            """;

    private static final String ONE = HOLDS.formatted("where id = :id");

    private static final String STANDING = HOLDS.formatted(
            """
            where status = 'HELD' and ends_at > clock_timestamp() and (caller = :caller or :all)
                and start_at >= coalesce(:from, '-infinity'::timestamptz) and start_at < coalesce(:to, 'infinity'::timestamptz)
            order by start_at, id limit :limit
            """);

    private final JdbcClient jdbc;

    public HoldReader(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @throws Refused NOT_FOUND, also when it is another key's */
    public OfferHold existing(String id, Caller caller) {
        return find(UUID.fromString(id))
                .filter(hold -> hold.caller().equals(caller.name()) || caller.may(Role.ADMIN))
                .orElseThrow(HoldRefusals::unknown);
    }

    /** What an earlier attempt at the same request has placed; null when there is none. */
    public OfferHold placed(UUID id) {
        return find(id).orElse(null);
    }

    /**
     * The hold that a booking request names, in whatever state; null when it names none.
     *
     * @throws Refused NOT_FOUND, also when it is another key's
     */
    public OfferHold named(JsonNode bookingRequest, Caller caller) {
        return bookingRequest.hasNonNull("hold")
                ? existing(bookingRequest.get("hold").asText(), caller)
                : null;
    }

    /** @throws Refused NOT_FOUND, also when it is another key's */
    public List<HistoryEntry> history(String id, Caller caller) {
        var hold = existing(id, caller);
        return jdbc.sql(
                        "select at, what, by, detail, trace_id from offer_hold_history where offer_hold = :id order by seq")
                .param("id", hold.id())
                .query((row, n) -> new HistoryEntry(
                        Instants.read(row, "at"),
                        row.getString("what"),
                        row.getString("by"),
                        row.getString("detail"),
                        null,
                        row.getString("trace_id")))
                .list();
    }

    /** Those that stand now, of this caller; an administrator sees all. In the order of their starts. */
    public List<OfferHold> standing(BookingFilter filter, Caller caller) {
        return holds(jdbc.sql(STANDING)
                .param("caller", caller.name())
                .param("all", caller.may(Role.ADMIN))
                .param("from", sql(filter.from()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("to", sql(filter.to()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("limit", filter.limit()));
    }

    Optional<OfferHold> find(UUID id) {
        return holds(jdbc.sql(ONE).param("id", id)).stream().findFirst();
    }

    private static List<OfferHold> holds(StatementSpec query) {
        var holds = new LinkedHashMap<UUID, OfferHold>();
        query.query((row, n) -> hold(row)).list().forEach(hold -> holds.merge(hold.id(), hold, OfferHold::joined));
        return List.copyOf(holds.values());
    }

    private static OfferHold hold(ResultSet row) throws SQLException {
        return new OfferHold(
                row.getObject("id", UUID.class),
                row.getString("caller"),
                TimeZones.of(row.getString("time_zone")),
                Status.valueOf(row.getString("now_status")),
                Instants.read(row, "ends_at"),
                row.getInt("seconds_left"),
                row.getBoolean("extended"),
                row.getObject("booking", UUID.class),
                Instants.read(row, "created_at"),
                Offer.of(row.getString("service"), List.of(segment(row))),
                StoredUnits.read(row));
    }

    private static OfferedSegment segment(ResultSet row) throws SQLException {
        return new OfferedSegment(
                row.getString("key"),
                row.getString("staff"),
                row.getLong("event_type_id"),
                Instants.read(row, "begins"),
                Instants.read(row, "ends"));
    }
}
