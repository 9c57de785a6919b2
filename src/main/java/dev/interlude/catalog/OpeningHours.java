package dev.interlude.catalog;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * When something is open each week, on the clock of the salon.
 *
 * @param days the spans of each day in their order; a day that is left out is closed. Empty: always open
 */
public record OpeningHours(Map<DayOfWeek, List<Span>> days) {

    public static final OpeningHours ALWAYS = new OpeningHours(Map.of());

    /** @param to midnight at the end of the day is {@link LocalTime#MIN} */
    public record Span(LocalTime from, LocalTime to) {

        boolean isBefore(Span other) {
            return !to.equals(LocalTime.MIN) && !to.isAfter(other.from);
        }

        Instant start(LocalDate day, ZoneId zone) {
            return day.atTime(from).atZone(zone).toInstant();
        }

        Instant end(LocalDate day, ZoneId zone) {
            return (to.equals(LocalTime.MIN) ? day.plusDays(1).atStartOfDay() : day.atTime(to))
                    .atZone(zone)
                    .toInstant();
        }
    }

    /** A stretch of time. */
    public record Closed(Instant start, Instant end) {}

    public boolean isAlways() {
        return days.isEmpty();
    }

    /** When it is closed, at least between these instants. */
    public List<Closed> closed(ZoneId zone, Instant from, Instant to) {
        if (isAlways()) {
            return List.of();
        }
        var closed = new ArrayList<Closed>();
        var first = LocalDate.ofInstant(from, zone);
        var since = first.atStartOfDay(zone).toInstant();
        var last = LocalDate.ofInstant(to, zone).plusDays(1);
        for (var day = first; day.isBefore(last); day = day.plusDays(1)) {
            for (var span : days.getOrDefault(day.getDayOfWeek(), List.of())) {
                if (since.isBefore(span.start(day, zone))) {
                    closed.add(new Closed(since, span.start(day, zone)));
                }
                since = span.end(day, zone);
            }
        }
        var end = last.atStartOfDay(zone).toInstant();
        if (since.isBefore(end)) {
            closed.add(new Closed(since, end));
        }
        return closed;
    }
}
