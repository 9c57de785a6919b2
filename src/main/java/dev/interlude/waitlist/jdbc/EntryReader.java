package dev.interlude.waitlist.jdbc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.interlude.booking.HistoryEntry;
import dev.interlude.booking.attendees.Attendee;
import dev.interlude.platform.Caller;
import dev.interlude.platform.Instants;
import dev.interlude.platform.Role;
import dev.interlude.platform.TimeZones;
import dev.interlude.platform.problems.Refused;
import dev.interlude.waitlist.Entry;
import dev.interlude.waitlist.Entry.Status;
import dev.interlude.waitlist.EntryFilter;
import dev.interlude.waitlist.WaitlistRefusals;
import dev.interlude.waitlist.Wanted;
import dev.interlude.waitlist.Wanted.TimeOfDay;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads entries of the waiting list. An entry is known to the key that made it and to administrators. */
public class EntryReader {

    private static final String SELECT =
            """
            select e.*, (select offer from waitlist_offered o where o.entry = e.id and o.status = 'OPEN') as offer
            from waitlist_entry e
            """;

    private final JdbcClient jdbc;
    private final ObjectMapper json;

    public EntryReader(JdbcClient jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** @throws Refused NOT_FOUND, also when it is another key's */
    public Entry existing(String id, Caller caller) {
        return find(UUID.fromString(id))
                .filter(entry -> entry.caller().equals(caller.name()) || caller.may(Role.ADMIN))
                .orElseThrow(WaitlistRefusals::unknown);
    }

    /** One entry more than the limit when there is a next page. */
    public List<Entry> list(EntryFilter filter) {
        var by = filter.caller() == null ? "" : " and caller = :caller";
        var in = filter.status() == null ? "" : " and status = :status";
        return jdbc.sql(SELECT + " where id > :after" + by + in + " order by id limit :limit")
                .param("after", filter.after() == null ? new UUID(0, 0) : filter.after())
                .param("caller", filter.caller())
                .param(
                        "status",
                        filter.status() == null ? null : filter.status().name())
                .param("limit", filter.limit() + 1)
                .query(this::entry)
                .list();
    }

    /** @throws Refused NOT_FOUND, also when it is another key's */
    public List<HistoryEntry> history(String id, Caller caller) {
        var entry = existing(id, caller);
        return jdbc.sql("select at, what, by, detail, trace_id from waitlist_history where entry = :id order by seq")
                .param("id", entry.id())
                .query((row, n) -> new HistoryEntry(
                        Instants.read(row, "at"),
                        row.getString("what"),
                        row.getString("by"),
                        row.getString("detail"),
                        null,
                        row.getString("trace_id")))
                .list();
    }

    Optional<Entry> find(UUID id) {
        return jdbc.sql(SELECT + " where id = :id")
                .param("id", id)
                .query(this::entry)
                .optional();
    }

    /** In their order on the list. */
    List<Entry> inOrder(List<UUID> ids) {
        return ids.isEmpty()
                ? List.of()
                : jdbc.sql(SELECT + " where id = any(:ids) order by since, id")
                        .param("ids", ids.toArray(UUID[]::new))
                        .query(this::entry)
                        .list();
    }

    private Entry entry(ResultSet row, int number) throws SQLException {
        var wanted = new Wanted(
                row.getString("service"),
                TimeZones.of(row.getString("time_zone")),
                Instants.read(row, "from_at"),
                Instants.read(row, "to_at"),
                texts(row.getArray("days_of_week"))
                        .map(day -> DayOfWeek.valueOf(day.toUpperCase(Locale.ROOT)))
                        .collect(Collectors.toCollection(LinkedHashSet::new)),
                texts(row.getArray("times_of_day")).map(TimeOfDay::of).toList(),
                texts(row.getArray("staff")).collect(Collectors.toCollection(LinkedHashSet::new)));
        return new Entry(
                row.getObject("id", UUID.class),
                row.getString("caller"),
                wanted,
                new Attendee(
                        row.getString("attendee_name"),
                        row.getString("attendee_email"),
                        row.getString("attendee_zone"),
                        row.getString("attendee_language"),
                        row.getString("attendee_phone")),
                row.getString("notes"),
                parsed(row.getString("metadata")),
                row.getInt("offer_seconds"),
                Status.valueOf(row.getString("status")),
                Instants.read(row, "stands_until"),
                Instants.read(row, "since"),
                row.getObject("booking", UUID.class),
                Instants.read(row, "created_at"),
                row.getObject("offer", UUID.class));
    }

    private static Stream<String> texts(Array array) throws SQLException {
        return array == null ? Stream.empty() : Stream.of((String[]) array.getArray());
    }

    private JsonNode parsed(String stored) {
        try {
            return json.readTree(stored);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not the JSON that was stored", e);
        }
    }
}
