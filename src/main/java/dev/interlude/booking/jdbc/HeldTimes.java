package dev.interlude.booking.jdbc;

import static dev.interlude.platform.Instants.sql;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;

import dev.interlude.availability.slots.Interval;
import dev.interlude.booking.StaffAbsences;
import dev.interlude.platform.Instants;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The times at which staff are not free, whatever Cal.com says: held for customers, unless their hold is past its end, or
 * away.
 */
public class HeldTimes {

    private static final UUID NO_BOOKING = new UUID(0, 0);

    private final JdbcClient jdbc;
    private final StaffAbsences absences;

    public HeldTimes(JdbcClient jdbc, StaffAbsences absences) {
        this.jdbc = jdbc;
        this.absences = absences;
    }

    public Map<String, List<Interval>> during(Instant from, Instant to) {
        return forOthers(NO_BOOKING, from, to);
    }

    /** Held for any booking but one. */
    public Map<String, List<Interval>> forOthers(UUID booking, Instant from, Instant to) {
        var held = jdbc
                .sql(
                        """
                select staff, lower(during) held_from, upper(during) held_to from hold
                where during && tstzrange(:from, :to) and booking <> :booking
                  and (ends_at is null or ends_at > clock_timestamp())
                """)
                .param("from", sql(from))
                .param("to", sql(to))
                .param("booking", booking)
                .query((row, n) -> Map.entry(
                        row.getString("staff"),
                        new Interval(Instants.read(row, "held_from"), Instants.read(row, "held_to"))))
                .list()
                .stream()
                .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toCollection(ArrayList::new))));
        var taken = new HashMap<String, List<Interval>>(held);
        absences.during(from, to).forEach((staff, times) -> taken.computeIfAbsent(staff, who -> new ArrayList<>())
                .addAll(times));
        return taken;
    }
}
