package dev.interlude.booking.units.jdbc;

import static dev.interlude.platform.Instants.sql;

import dev.interlude.availability.slots.Interval;
import dev.interlude.availability.units.NeededUnit;
import dev.interlude.availability.units.NeededUnit.Timed;
import dev.interlude.availability.units.UnitTimes.Choice;
import dev.interlude.booking.TimeAlreadyHeld;
import dev.interlude.platform.Instants;
import dev.interlude.platform.Trace;
import dev.interlude.platform.jdbc.NamedLocks;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** The rows of units that are taken. Every call runs in the caller's transaction. */
final class UnitRows {

    private static final long DAY = Duration.ofDays(1).toSeconds();

    /** All in one order, as all take them. */
    private static final String INSERT =
            """
            with taken as (
                insert into held_unit (segment, offer_hold, position, booking, in_pause, kind, unit, during, ends_at)
                select cast(segment as uuid), h.id, case when h.id is not null then w.position end, :booking, in_pause, kind, unit,
                       tstzrange(starts, ends), h.ends_at
                from unnest(:segments::text[], :positions::smallint[], :pauses::boolean[], :kinds::text[], :units::smallint[],
                            :starts::timestamptz[], :ends::timestamptz[])
                     w (segment, position, in_pause, kind, unit, starts, ends)
                left join offer_hold h on h.id = :hold
                order by kind, unit, starts
                on conflict on constraint one_customer_per_unit do nothing returning kind),
            written as (
                insert into booking_history (booking, at, what, by, detail, trace_id, saga)
                select id, :now, 'resources taken', 'interlude', :named, :trace, saga from booking where id = :booking)
            select count(*) from taken
            """;

    private final JdbcClient jdbc;
    private final NamedLocks locks;
    private final Clock clock;

    /** A unit that a booking has. */
    record Row(UUID segment, boolean inPause, String kind, int unit, Interval during) {

        boolean serves(UUID its, NeededUnit needed) {
            return segment.equals(its)
                    && inPause == needed.inPause()
                    && kind.equals(needed.kind())
                    && during.equals(needed.during());
        }
    }

    /** A segment as it stands. */
    record Part(UUID segment, Timed timed, boolean alive) {}

    UnitRows(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.locks = new NamedLocks(jdbc);
        this.clock = clock;
    }

    /** Kind to a unit that its booking has already. */
    static Map<String, Integer> preferred(List<Row> own) {
        var preferred = new HashMap<String, Integer>();
        own.forEach(row -> preferred.putIfAbsent(row.kind(), row.unit()));
        return preferred;
    }

    /** All at once and in one order; until the commit no other booking takes units of these kinds on these days. */
    void lock(List<NeededUnit> needed) {
        locks.take(needed.stream()
                .flatMap(n -> LongStream.rangeClosed(
                                n.during().start().getEpochSecond() / DAY,
                                n.during().end().minusNanos(1).getEpochSecond() / DAY)
                        .mapToObj(day -> "resource " + n.kind() + " " + day))
                .toList());
    }

    void insertForHold(UUID hold, List<Choice> chosen) {
        insert(hold, hold, chosen, c -> null, "");
    }

    /** @param segments the ids of the booking's segments, by their position in what is needed */
    void insert(UUID booking, List<UUID> segments, List<Choice> chosen, String named) {
        insert(booking, null, chosen, c -> segments.get(c.needed().position()), named);
    }

    private void insert(UUID booking, UUID hold, List<Choice> chosen, Function<Choice, Object> segment, String named) {
        if (chosen.isEmpty()) {
            return;
        }
        var taken = with(jdbc.sql(INSERT), chosen, segment)
                .param("booking", booking)
                .param("hold", hold)
                .param("named", named)
                .param("trace", Trace.current())
                .param("now", sql(clock.instant()))
                .query(Integer.class)
                .single();
        if (taken != chosen.size()) {
            throw new TimeAlreadyHeld();
        }
    }

    private static StatementSpec with(StatementSpec insert, List<Choice> chosen, Function<Choice, Object> segment) {
        return insert.param("segments", texts(chosen, segment))
                .param("positions", texts(chosen, c -> c.needed().position()))
                .param("pauses", texts(chosen, c -> c.needed().inPause()))
                .param("kinds", texts(chosen, c -> c.needed().kind()))
                .param("units", texts(chosen, c -> c.unit().getAsInt()))
                .param("starts", texts(chosen, c -> c.needed().during().start()))
                .param("ends", texts(chosen, c -> c.needed().during().end()));
    }

    private static String[] texts(List<Choice> chosen, Function<Choice, Object> member) {
        return chosen.stream()
                .map(c -> {
                    var value = member.apply(c);
                    return value == null ? null : value.toString();
                })
                .toArray(String[]::new);
    }

    /** From the hold to the booking that is made of it. */
    void passOn(UUID hold, UUID booking) {
        jdbc.sql(
                        """
                update held_unit u set segment = s.id, booking = s.booking, offer_hold = null, position = null, ends_at = null
                from segment s where s.booking = :booking and u.offer_hold = :hold and u.position = s.position
                """)
                .param("hold", hold)
                .param("booking", booking)
                .update();
    }

    /** A hold that comes back from a booking may have units that were closed meanwhile. */
    void letGoOfClosed(UUID booking) {
        jdbc.sql(
                        """
                delete from held_unit u where booking = :booking and exists (
                    select from closed_units(array[u.kind], lower(u.during), upper(u.during)) closed
                    where closed.unit is null or closed.unit = u.unit)
                """)
                .param("booking", booking)
                .update();
    }

    /** What a booking has, the earliest first. */
    List<Row> of(UUID booking) {
        return jdbc.sql(
                        """
                select segment, in_pause, kind, unit, lower(during) held_from, upper(during) held_to from held_unit
                where booking = :booking and segment is not null order by lower(during), kind, unit
                """)
                .param("booking", booking)
                .query((row, n) -> new Row(
                        row.getObject("segment", UUID.class),
                        row.getBoolean("in_pause"),
                        row.getString("kind"),
                        row.getInt("unit"),
                        new Interval(Instants.read(row, "held_from"), Instants.read(row, "held_to"))))
                .list();
    }

    /** The segments of a booking as they stand. */
    List<Part> standing(UUID booking) {
        return jdbc.sql(
                        """
                select id, key, start_at, end_at, status in ('BOOKED', 'PENDING') alive from segment
                where booking = :booking and current order by position
                """)
                .param("booking", booking)
                .query((row, n) -> new Part(
                        row.getObject("id", UUID.class),
                        new Timed(
                                row.getString("key"),
                                new Interval(Instants.read(row, "start_at"), Instants.read(row, "end_at"))),
                        row.getBoolean("alive")))
                .list();
    }

    /** Lets go of what does not belong to the times at which the booking's segments stand. */
    void keepThoseOfSegments(UUID booking) {
        jdbc.sql("select keep_units_of_segments(:booking)")
                .param("booking", booking)
                .query((row, n) -> n)
                .list();
    }
}
