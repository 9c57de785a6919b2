package dev.interlude.sandbox.slots;

import dev.interlude.sandbox.model.Range;
import dev.interlude.sandbox.model.Schedule;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;

/** Turns a schedule into stretches of time: wall-clock hours of its zone, so that they move with the clock change. */
final class WorkingHours {
    /** As late as a schedule can end; it means midnight. */
    private static final LocalTime LAST_MINUTE = LocalTime.of(23, 59);

    private WorkingHours() {}

    static List<Range> between(Schedule schedule, Instant from, Instant to) {
        var ranges = new ArrayList<Range>();
        var last = LocalDate.ofInstant(to, schedule.timeZone());
        for (var day = LocalDate.ofInstant(from, schedule.timeZone()); !day.isAfter(last); day = day.plusDays(1)) {
            for (var hours : on(schedule, day)) {
                var range = hours.clip(from, to);
                if (!range.isEmpty()) {
                    ranges.add(range);
                }
            }
        }
        return Range.merge(ranges);
    }

    private static List<Range> on(Schedule schedule, LocalDate day) {
        var overrides =
                schedule.overrides().stream().filter(o -> o.date().equals(day)).toList();
        if (!overrides.isEmpty()) {
            return overrides.stream()
                    .map(o -> range(schedule, day, o.start(), o.end()))
                    .toList();
        }
        return schedule.availability().stream()
                .filter(h -> h.days().contains(day.getDayOfWeek()))
                .map(h -> range(schedule, day, h.start(), h.end()))
                .toList();
    }

    private static Range range(Schedule schedule, LocalDate day, LocalTime start, LocalTime end) {
        var zone = schedule.timeZone();
        var until = end.equals(LAST_MINUTE) ? day.plusDays(1).atStartOfDay() : day.atTime(end);
        return new Range(
                day.atTime(start).atZone(zone).toInstant(), until.atZone(zone).toInstant());
    }
}
