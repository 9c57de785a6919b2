package dev.interlude.ops.jdbc;

import static dev.interlude.platform.Instants.sql;
import static java.util.stream.Collectors.toMap;

import dev.interlude.ops.PatternRange;
import dev.interlude.ops.Tallied;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How many bookings begin when: what is added up, and the changes that are not yet. */
public class BookingTally {

    private static final int BATCH = 10_000;
    private static final Duration DAY = Duration.ofDays(1);

    private final JdbcClient jdbc;

    public BookingTally(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** By weekday, hour and half of the range, on the salon's clock. */
    public List<Tallied> hours(PatternRange range) {
        return jdbc.sql(
                        """
                select extract(isodow from begins at time zone :zone)::int as weekday,
                       extract(hour from begins at time zone :zone)::int as hour,
                       case when begins < :earlierEnd then -1 when begins >= :laterStart then 1 else 0 end as half,
                       sum(booked)::bigint as booked, sum(cancelled)::bigint as cancelled
                from (select begins, booked, cancelled from booking_tally where begins >= :from and begins < :to
                      union all
                      select begins, booked, cancelled from booking_change where begins >= :from and begins < :to)
                    as counted
                group by 1, 2, 3
                """)
                .param("zone", range.zone().getId())
                .param("from", sql(range.start()))
                .param("to", sql(range.end()))
                .param("earlierEnd", sql(range.earlierEnd()))
                .param("laterStart", sql(range.laterStart()))
                .query((row, n) -> new Tallied(
                        DayOfWeek.of(row.getInt("weekday")),
                        row.getInt("hour"),
                        row.getInt("half"),
                        row.getLong("booked"),
                        row.getLong("cancelled")))
                .list();
    }

    /**
     * Bookings by service; those of none of the catalog's are left out. The sums are of days in UTC: what lies beside the
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
                      where begins >= :first::timestamp at time zone 'UTC' and begins < :last::timestamp at time zone 'UTC'
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
                    returning begins, service, booked, cancelled),
                hours as (
                    insert into booking_tally as tally (begins, booked, cancelled)
                    select begins, sum(booked), sum(cancelled) from taken group by begins order by begins
                    on conflict (begins) do update
                    set booked = tally.booked + excluded.booked, cancelled = tally.cancelled + excluded.cancelled)
                insert into service_tally as tally (day, service, booked)
                select (begins at time zone 'UTC')::date, service, sum(booked) from taken group by 1, 2 order by 1, 2
                on conflict (day, service) do update set booked = tally.booked + excluded.booked
                """)
                .param("batch", BATCH)
                .update();
    }
}
