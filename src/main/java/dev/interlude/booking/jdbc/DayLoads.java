package dev.interlude.booking.jdbc;

import static dev.interlude.platform.Instants.sql;
import static java.util.stream.Collectors.toMap;

import dev.interlude.availability.slots.Interval;
import dev.interlude.catalog.Visits;
import dev.interlude.platform.Instants;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How many bookings each day has. For staff a booking counts once on every day on which a segment of theirs begins, for its
 * service on the day on which it begins; on the move it counts at both ends. An offer that is held counts
 * like a booking. Pauses count nowhere.
 */
final class DayLoads {

    /** @param service whether it is one, else a staff member */
    record Place(boolean service, String who, LocalDate day) implements Comparable<Place> {

        private static final Comparator<Place> ORDER =
                Comparator.comparing(Place::day).thenComparing(Place::service).thenComparing(Place::who);

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    private final JdbcClient jdbc;
    private final ZoneId zone;

    DayLoads(JdbcClient jdbc, ZoneId zone) {
        this.jdbc = jdbc;
        this.zone = zone;
    }

    Interval interval(LocalDate day) {
        return new Interval(midnight(day), midnight(day.plusDays(1)));
    }

    /** Bookings but one by staff, service and day; both days are part of it, days without bookings are not. */
    Map<Place, Integer> of(
            Collection<String> staff, Collection<String> services, LocalDate first, LocalDate last, UUID except) {
        if (staff.isEmpty() && services.isEmpty()) {
            return Map.of();
        }
        // Which day it is says Java: the database may have older rules of time zones.
        var days = first.datesUntil(last.plusDays(1)).toList();
        return jdbc
                .sql(
                        """
                with taken as (
                    select false service, staff who, lower(during) at, booking from hold
                    where staff = any(:staff) and during && tstzrange(:from, :to)
                      and (ends_at is null or ends_at > clock_timestamp())
                    union all
                    select false, s.staff, s.start_at, s.booking from segment s join booking b on b.id = s.booking
                    where s.staff = any(:staff) and s.start_at >= :from and s.start_at < :to
                      and s.status in ('BOOKED', 'PENDING') and b.status not in ('CANCELLED', 'REJECTED', 'COMPENSATED')
                    union all
                    select true, service, start_at, id from booking
                    where service = any(:services) and start_at >= :from and start_at < :to
                      and status not in ('CANCELLED', 'REJECTED', 'COMPENSATED')
                    union all
                    select true, part, start_at, id from booking, unnest(services_of(service)) part
                    where service ~ '[._]' and part = any(:services) and start_at >= :from and start_at < :to
                      and status not in ('CANCELLED', 'REJECTED', 'COMPENSATED')
                    union all
                    select true, part, start_at, id from offer_hold, unnest(services_of(service)) part
                    where part = any(:services) and start_at >= :from and start_at < :to
                      and status = 'HELD' and ends_at > clock_timestamp()
                    union all
                    select true, part, m.to_start, b.id
                    from booking b join segment_move m on m.booking = b.id join segment s on s.id = m.segment,
                      unnest(services_of(b.service)) part
                    where b.status = 'RESCHEDULING' and part = any(:services) and s.position = 0
                      and m.status in ('PLANNED', 'MOVED', 'MOVING_BACK'))
                select service, who, day, count(distinct booking) as bookings
                from taken cross join lateral (
                    select day from unnest(:days::date[], :begins::timestamptz[]) known(day, begins)
                    where begins <= at order by begins desc limit 1) its
                where at >= :from and at < :to and booking <> :except
                group by service, who, day
                """)
                .param("staff", staff.toArray(String[]::new))
                .param("services", services.toArray(String[]::new))
                .param("from", sql(midnight(first)))
                .param("to", sql(midnight(last.plusDays(1))))
                .param("days", days.stream().map(LocalDate::toString).toArray(String[]::new))
                .param(
                        "begins",
                        days.stream().map(day -> midnight(day).toString()).toArray(String[]::new))
                .param("except", except)
                .query((row, n) -> Map.entry(
                        new Place(
                                row.getBoolean("service"), row.getString("who"), row.getObject("day", LocalDate.class)),
                        row.getInt("bookings")))
                .list()
                .stream()
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The services of a booking: one, or those of a visit. */
    List<String> servicesOf(UUID booking) {
        return jdbc.sql("select service from booking where id = :id and service is not null")
                .param("id", booking)
                .query(String.class)
                .optional()
                .map(Visits::services)
                .orElse(List.of());
    }

    /** Where a booking counts as it stands. */
    Set<Place> placesOf(UUID booking) {
        return jdbc
                .sql(
                        """
                select false service, staff who, start_at from segment
                where booking = :id and status in ('BOOKED', 'PENDING')
                union all
                select true, service, start_at from booking where id = :id and service is not null
                """)
                .param("id", booking)
                .query((row, n) -> {
                    var service = row.getBoolean("service");
                    var who = row.getString("who");
                    var day = LocalDate.ofInstant(Instants.read(row, "start_at"), zone);
                    return (service ? Visits.services(who) : List.of(who))
                            .stream().map(one -> new Place(service, one, day)).toList();
                })
                .list()
                .stream()
                .flatMap(List::stream)
                .collect(Collectors.toSet());
    }

    private Instant midnight(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }
}
