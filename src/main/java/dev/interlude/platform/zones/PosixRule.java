package dev.interlude.platform.zones;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Year;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The clock changes of every year, as POSIX writes them: {@code CET-1CEST,M3.5.0,M10.5.0/3}.
 *
 * @param begins when daylight saving time begins, by the standard clock
 * @param ends when it ends, by its own clock
 */
record PosixRule(ZoneOffset standard, ZoneOffset daylight, Day begins, Day ends) {

    /** A change at an instant, in epoch seconds. */
    record Change(long at, ZoneOffset offset, boolean daylight) {}

    /** @param seconds after midnight; may be before it, or on a day after */
    record Day(String date, int seconds) {

        private static final Pattern DATE = Pattern.compile("M(\\d+)\\.(\\d)\\.(\\d)|J(\\d+)|(\\d+)");
        private static final int LAST_WEEK = 5;
        private static final int DAYS_UNTIL_MARCH = 59;

        long at(int year, ZoneOffset clock) {
            return on(year).atStartOfDay().toEpochSecond(clock) + seconds;
        }

        private LocalDate on(int year) {
            var parts = DATE.matcher(date);
            if (!parts.matches()) {
                throw new IllegalArgumentException("not a date of a time zone's rule");
            }
            if (parts.group(1) != null) {
                var month = LocalDate.of(year, Integer.parseInt(parts.group(1)), 1);
                var day = DayOfWeek.of((Integer.parseInt(parts.group(3)) + 6) % 7 + 1);
                int week = Integer.parseInt(parts.group(2));
                return month.with(
                        week == LAST_WEEK
                                ? TemporalAdjusters.lastInMonth(day)
                                : TemporalAdjusters.dayOfWeekInMonth(week, day));
            }
            if (parts.group(4) != null) {
                int day = Integer.parseInt(parts.group(4));
                return LocalDate.ofYearDay(year, Year.isLeap(year) && day > DAYS_UNTIL_MARCH ? day + 1 : day);
            }
            return LocalDate.ofYearDay(year, Integer.parseInt(parts.group(5)) + 1);
        }
    }

    private static final String NAME = "(?:<[^>]+>|[A-Za-z]+)";
    private static final String TIME = "([+-]?\\d+(?::\\d+){0,2})";
    private static final Pattern RULE = Pattern.compile(
            NAME + TIME + NAME + "(?:" + TIME + ")?,([^,/]+)(?:/" + TIME + ")?,([^,/]+)(?:/" + TIME + ")?");
    private static final int HOUR = 3600;
    private static final int TWO_O_CLOCK = 2 * HOUR;

    /** Empty for a zone whose clock does not change any more. */
    static Optional<PosixRule> read(String text) {
        var parts = RULE.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        // POSIX counts offsets to the west.
        var standard = ZoneOffset.ofTotalSeconds(-seconds(parts.group(1)));
        var daylight = parts.group(2) == null
                ? ZoneOffset.ofTotalSeconds(standard.getTotalSeconds() + HOUR)
                : ZoneOffset.ofTotalSeconds(-seconds(parts.group(2)));
        return Optional.of(new PosixRule(
                standard,
                daylight,
                new Day(parts.group(3), parts.group(4) == null ? TWO_O_CLOCK : seconds(parts.group(4))),
                new Day(parts.group(5), parts.group(6) == null ? TWO_O_CLOCK : seconds(parts.group(6)))));
    }

    List<Change> changesIn(int year) {
        return Stream.of(
                        new Change(begins.at(year, standard), daylight, true),
                        new Change(ends.at(year, daylight), standard, false))
                .sorted(Comparator.comparingLong(Change::at))
                .toList();
    }

    private static int seconds(String time) {
        var parts = time.replaceFirst("^[+-]", "").split(":");
        int seconds = 0;
        int unit = HOUR;
        for (var part : parts) {
            seconds += Integer.parseInt(part) * unit;
            unit /= 60;
        }
        return time.startsWith("-") ? -seconds : seconds;
    }
}
