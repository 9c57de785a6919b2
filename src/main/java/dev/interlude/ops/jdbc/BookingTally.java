package dev.interlude.ops.jdbc;

import static dev.interlude.platform.Instants.sql;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import dev.interlude.ops.HourCount;
import dev.interlude.ops.PatternRange;
import dev.interlude.ops.PatternRange.Stretch;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How many bookings begin when: kept sums plus the changes not yet added. */
public class BookingTally {

    /** Of the week in which hours are counted: what 1970-01-01 was. */
    private static final DayOfWeek FIRST_DAY = DayOfWeek.THURSDAY;

    private static final int BATCH = 10_000;
    private static final Duration DAY = Duration.ofDays(1);

    private final JdbcClient jdbc;

    public BookingTally(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** By weekday, hour and half of the range, on the salon's clock. */
    public List<HourCount> hours(PatternRange range) {
        var stretches = range.stretches();
        return jdbc.sql(
                        """
                select (quarter + ahead) / 4 % 168 as hour, half, sum(booked) as booked, sum(cancelled) as cancelled
                from unnest(:first::int[], :after::int[], :ahead::int[], :half::int[]) as stretch (first, after, ahead, half)
                join (select quarter, booked, cancelled from booking_tally
                      union all
                      select quarter, booked, cancelled from booking_change) as counted
                  on quarter >= first and quarter < after
                group by 1, 2
                """)
                .param("first", array(stretches, Stretch::first))
                .param("after", array(stretches, Stretch::after))
                .param("ahead", array(stretches, Stretch::ahead))
                .param("half", array(stretches, Stretch::half))
                .query((row, n) -> new HourCount(
                        FIRST_DAY.plus(row.getInt("hour") / 24),
                        row.getInt("hour") % 24,
                        row.getInt("half"),
                        row.getLong("booked"),
                        row.getLong("cancelled")))
                .list();
    }

    private static String array(List<Stretch> stretches, ToLongFunction<Stretch> what) {
        return stretches.stream().map(s -> String.valueOf(what.applyAsLong(s))).collect(joining(",", "{", "}"));
    }

    /**
     * Bookings by service; those without a service are left out. The sums are of days in UTC: what lies beside the
     * first and the last of them is counted one by one.
     */
    public Map<String, Long> services(PatternRange range) {
        return jdbc
                .sql(
                        """
                select service, sum(booked)::bigint as booked
                from (select service, booked from service_tally where day >= :first and day < :last
                      union all
                      select service, booked from booking_change
                      where quarter >= (:first - date 'epoch') * 96 and quarter < (:last - date 'epoch') * 96
                      union all
                      select service, 1 from booking
                      where booking_counts_as(status) = 'booked' and start_at >= :from
                        and start_at < least(:to, :first::timestamp at time zone 'UTC')
                      union all
                      select service, 1 from booking
                      where booking_counts_as(status) = 'booked' and start_at < :to
                        and start_at >= greatest(:first, :last)::timestamp at time zone 'UTC') as counted
                where service <> '' group by service
                """)
                .param("from", sql(range.start()))
                .param("to", sql(range.end()))
                .param(
                        "first",
                        range.start()
                                .plus(DAY)
                                .minusNanos(1)
                                .atOffset(ZoneOffset.UTC)
                                .toLocalDate())
                .param("last", range.end().atOffset(ZoneOffset.UTC).toLocalDate())
                .query((row, n) -> Map.entry(row.getString("service"), row.getLong("booked")))
                .list()
                .stream()
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Adds up the oldest changes, in one statement; nodes take different ones. */
    public void addUp() {
        jdbc.sql(
                        """
                with taken as (
                    delete from booking_change where id in
                        (select id from booking_change order by id limit :batch for update skip locked)
                    returning quarter, service, booked, cancelled),
                hours as (
                    insert into booking_tally as tally (quarter, booked, cancelled)
                    select quarter, sum(booked), sum(cancelled) from taken group by quarter order by quarter
                    on conflict (quarter) do update
                    set booked = tally.booked + excluded.booked, cancelled = tally.cancelled + excluded.cancelled)
                insert into service_tally as tally (day, service, booked)
                select date 'epoch' + quarter / 96, service, sum(booked) from taken group by 1, 2 order by 1, 2
                on conflict (day, service) do update set booked = tally.booked + excluded.booked
                """)
                .param("batch", BATCH)
                .update();
    }
}
