package dev.interlude.absences.jdbc;

import static dev.interlude.platform.Instants.sql;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.interlude.absences.Absence;
import dev.interlude.availability.slots.Interval;
import dev.interlude.booking.StaffAbsences;
import dev.interlude.booking.StaffAbsent;
import dev.interlude.booking.StaffTime;
import dev.interlude.catalog.Catalog;
import dev.interlude.platform.Instants;
import dev.interlude.platform.TimeZones;
import dev.interlude.platform.problems.ProblemCode;
import dev.interlude.platform.problems.Refused;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads absences, and says who is away. */
public class AbsenceReader implements StaffAbsences {

    private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

    private static final String STANDING =
            """
            select * from absence where ended_at is null and staff is not null and tstzrange(from_at, to_at) && tstzrange(:from, :to)
            """;

    private final JdbcClient jdbc;
    private final Catalog catalog;

    public AbsenceReader(JdbcClient jdbc, Catalog catalog) {
        this.jdbc = jdbc;
        this.catalog = catalog;
    }

    /** @throws Refused NOT_FOUND */
    public Absence existing(String id) {
        return stored(UUID.fromString(id));
    }

    /** @throws Refused NOT_FOUND */
    public Absence stored(UUID id) {
        return jdbc.sql("select * from absence where id = :id")
                .param("id", id)
                .query(AbsenceReader::absence)
                .optional()
                .orElseThrow(() -> Refused.because(ProblemCode.NOT_FOUND, "There is no absence with this id."));
    }

    /** The bookings that are to stay nevertheless. */
    public Set<UUID> kept(Absence absence) {
        return Set.copyOf(jdbc.sql("select booking from absence_kept where absence = :id")
                .param("id", absence.id())
                .query(UUID.class)
                .list());
    }

    /** Those that stand and end after an instant. */
    public List<Absence> notOver(Instant now) {
        return jdbc.sql("select * from absence where ended_at is null and to_at > :now")
                .param("now", sql(now))
                .query(AbsenceReader::absence)
                .list();
    }

    @Override
    public Map<String, List<Interval>> during(Instant from, Instant to) {
        return !from.isBefore(to)
                ? Map.of()
                : jdbc
                        .sql(STANDING)
                        .param("from", sql(from))
                        .param("to", sql(to))
                        .query(AbsenceReader::absence)
                        .list()
                        .stream()
                        .collect(groupingBy(Absence::staff, mapping(a -> new Interval(a.from(), a.to()), toList())));
    }

    @Override
    public void requirePresent(Collection<StaffTime> times) {
        sentence(times).ifPresent(sentence -> {
            throw new StaffAbsent(sentence);
        });
    }

    @Override
    public Optional<String> sentence(Collection<StaffTime> times) {
        var until = new TreeMap<String, Instant>();
        at(times).forEach(a -> until.merge(a.staff(), a.to(), (one, other) -> one.isAfter(other) ? one : other));
        return until.isEmpty()
                ? Optional.empty()
                : Optional.of(until.entrySet().stream()
                        .map(away -> "%s is away until %s"
                                .formatted(
                                        away.getKey(),
                                        SHOWN.format(away.getValue().atZone(catalog.timeZone()))))
                        .collect(Collectors.joining(", ", "", "; name another person or another time.")));
    }

    private List<Absence> at(Collection<StaffTime> times) {
        return times.isEmpty()
                ? List.of()
                : jdbc.sql("select * from absences_at(:staff::text[], :starts::timestamptz[], :ends::timestamptz[])")
                        .param("staff", texts(times, StaffTime::staff))
                        .param("starts", texts(times, t -> sql(t.start()).toString()))
                        .param("ends", texts(times, t -> sql(t.end()).toString()))
                        .query(AbsenceReader::absence)
                        .list();
    }

    private static String[] texts(Collection<StaffTime> times, Function<StaffTime, String> member) {
        return times.stream().map(member).toArray(String[]::new);
    }

    static Absence absence(ResultSet row, int n) throws SQLException {
        return new Absence(
                row.getObject("id", UUID.class),
                row.getString("staff"),
                row.getString("resource"),
                row.getObject("unit", Integer.class),
                Instants.read(row, "from_at"),
                Instants.read(row, "to_at"),
                TimeZones.of(row.getString("time_zone")),
                row.getString("reason"),
                row.getString("created_by"),
                Instants.read(row, "created_at"),
                Instants.read(row, "ended_at"));
    }
}
