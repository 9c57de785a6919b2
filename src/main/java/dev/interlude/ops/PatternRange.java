package dev.interlude.ops;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.function.Predicate;

/** Whole days of the salon: {@code from} inclusive, {@code to} exclusive. */
public record PatternRange(LocalDate from, LocalDate to, ZoneId zone) {

    /** Days a range may have at most: three years. */
    static final int MAX_DAYS = 1096;

    public long days() {
        return ChronoUnit.DAYS.between(from, to);
    }

    public Instant start() {
        return start(from);
    }

    public Instant end() {
        return start(to);
    }

    /** Where the earlier half ends. Of an odd number of days the middle one is in neither half. */
    public Instant earlierEnd() {
        return start(from.plusDays(days() / 2));
    }

    public Instant laterStart() {
        return start(to.minusDays(days() / 2));
    }

    long weekendDays() {
        return from.datesUntil(to).filter(isWeekend()).count();
    }

    private static Predicate<LocalDate> isWeekend() {
        return day -> isWeekend(day.getDayOfWeek());
    }

    static boolean isWeekend(DayOfWeek day) {
        return day == DayOfWeek.SATURDAY || day == DayOfWeek.SUNDAY;
    }

    private Instant start(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }
}
