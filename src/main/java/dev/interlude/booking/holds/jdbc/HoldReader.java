package dev.interlude.booking.holds.jdbc;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.availability.search.Offer;
import dev.interlude.availability.search.OfferedSegment;
import dev.interlude.booking.HistoryEntry;
import dev.interlude.booking.holds.HoldRefusals;
import dev.interlude.booking.holds.OfferHold;
import dev.interlude.booking.holds.OfferHold.Status;
import dev.interlude.platform.Caller;
import dev.interlude.platform.Instants;
import dev.interlude.platform.Role;
import dev.interlude.platform.TimeZones;
import dev.interlude.platform.problems.Refused;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads holds with their segments. A hold is known to the key that made it and to administrators. */
public class HoldReader {

    private static final String ONE =
            """
            select h.*, case when status = 'HELD' and ends_at <= clock_timestamp() then 'EXPIRED' else status end as now_status,
                case when status in ('HELD', 'USED')
                     then greatest(0, floor(extract(epoch from ends_at - clock_timestamp())))::int else 0 end as seconds_left
            from offer_hold h where id = :id
            """;

    private static final String SEGMENTS = "select * from offer_hold_segment where offer_hold = :id order by position";

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

    Optional<OfferHold> find(UUID id) {
        var segments =
                jdbc.sql(SEGMENTS).param("id", id).query(HoldReader::segment).list();
        return jdbc.sql(ONE)
                .param("id", id)
                .query((row, n) -> hold(row, segments))
                .optional();
    }

    private static OfferHold hold(ResultSet row, List<OfferedSegment> segments) throws SQLException {
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
                Offer.of(row.getString("service"), segments));
    }

    private static OfferedSegment segment(ResultSet row, int n) throws SQLException {
        return new OfferedSegment(
                row.getString("key"),
                row.getString("staff"),
                row.getLong("event_type_id"),
                Instants.read(row, "start_at"),
                Instants.read(row, "end_at"));
    }
}
