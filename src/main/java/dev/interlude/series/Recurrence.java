package dev.interlude.series;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * On which days something comes again, as RFC 5545 counts: the first day is the first occurrence, an exception counts,
 * and a month that does not have the day is left out and does not count.
 *
 * @param interval every how many days, weeks or months
 * @param count how many; null: {@code until} decides
 * @param until the last day it may fall on; null: {@code count} decides
 * @param exceptions days that are left out; others than its own do not matter
 */
public record Recurrence(Frequency frequency, int interval, Integer count, LocalDate until, Set<LocalDate> exceptions) {

    /** The most occurrences. */
    public static final int MOST = 104;

    public static final int YEARS = 2;

    public enum Frequency {
        DAILY,
        WEEKLY,
        MONTHLY
    }

    /**
     * @return the days of all occurrences, exceptions too, in order; one more than {@link #MOST} where there would be more.
     *     None is later than two years after the first: where {@code count} reaches further, there are fewer than that
     */
    public List<LocalDate> days(LocalDate first) {
        var last = first.plusYears(YEARS);
        var days = new ArrayList<LocalDate>();
        for (long step = 0; days.size() <= MOST && (count == null || days.size() < count); step++) {
            var day = day(first, step * interval);
            if (day.isAfter(last) || until != null && day.isAfter(until)) {
                break;
            }
            if (frequency != Frequency.MONTHLY || day.getDayOfMonth() == first.getDayOfMonth()) {
                days.add(day);
            }
        }
        return days;
    }

    public boolean isExcept(LocalDate day) {
        return exceptions.contains(day);
    }

    private LocalDate day(LocalDate first, long units) {
        return switch (frequency) {
            case DAILY -> first.plusDays(units);
            case WEEKLY -> first.plusWeeks(units);
            case MONTHLY -> first.plusMonths(units);
        };
    }
}
