package dev.interlude.waitlist;

import dev.interlude.availability.search.Offer;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which appointments an entry of the waiting list wants.
 *
 * @param zone in which days and times of day are read
 * @param from the earliest start
 * @param to no appointment begins at or after it
 * @param days empty: any
 * @param times when it may begin; empty: any
 * @param staff each segment by one of them; empty: anybody
 */
public record Wanted(
        String service,
        ZoneId zone,
        Instant from,
        Instant to,
        Set<DayOfWeek> days,
        List<TimeOfDay> times,
        Set<String> staff) {

    /** @param to exclusive */
    public record TimeOfDay(LocalTime from, LocalTime to) {

        public static TimeOfDay of(String written) {
            var ends = written.split("-");
            return new TimeOfDay(LocalTime.parse(ends[0]), LocalTime.parse(ends[1]));
        }

        boolean has(LocalTime time) {
            return !time.isBefore(from) && time.isBefore(to);
        }

        @Override
        public String toString() {
            return from + "-" + to;
        }
    }

    public boolean accepts(Offer offer) {
        return offer.service().equals(service)
                && accepts(offer.start())
                && offer.segments().stream().allMatch(segment -> accepts(segment.staff()));
    }

    public boolean accepts(Instant start) {
        var local = start.atZone(zone);
        return !start.isBefore(from)
                && start.isBefore(to)
                && (days.isEmpty() || days.contains(local.getDayOfWeek()))
                && (times.isEmpty() || times.stream().anyMatch(time -> time.has(local.toLocalTime())));
    }

    public boolean accepts(String person) {
        return staff.isEmpty() || staff.contains(person);
    }

    /** The days, as UTC has them, on which it may begin. */
    public Set<LocalDate> daysInUtc() {
        var found = new TreeSet<LocalDate>();
        var last = to.minusNanos(1);
        for (var day = from.atZone(zone).toLocalDate();
                !day.isAfter(last.atZone(zone).toLocalDate());
                day = day.plusDays(1)) {
            if (days.isEmpty() || days.contains(day.getDayOfWeek())) {
                var begin = later(day.atStartOfDay(zone).toInstant(), from);
                var end = earlier(day.plusDays(1).atStartOfDay(zone).toInstant().minusNanos(1), last);
                found.add(LocalDate.ofInstant(begin, ZoneOffset.UTC));
                found.add(LocalDate.ofInstant(end, ZoneOffset.UTC));
            }
        }
        return found;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
