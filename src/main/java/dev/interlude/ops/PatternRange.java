package dev.interlude.ops;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Whole days of the salon: {@code from} inclusive, {@code to} exclusive. */
public record PatternRange(LocalDate from, LocalDate to, ZoneId zone) {

    /** Days a range may have at most: three years. */
    static final int MAX_DAYS = 1096;

    private static final int QUARTER = 15 * 60;

    public long days() {
        return ChronoUnit.DAYS.between(from, to);
    }

    public Instant start() {
        return start(from);
    }

    public Instant end() {
        return start(to);
    }

    /**
     * A part of the range in which no clock is changed; counted in quarters of an hour from 1970 on.
     *
     * @param first in UTC
     * @param after in UTC; no longer part of it
     * @param ahead how far the salon's clock is before UTC's
     * @param half -1 the earlier half of the range, 1 the later, 0 the day between
     */
    public record Stretch(long first, long after, long ahead, int half) {}

    /** Of an odd number of days the middle one is in neither half. */
    public List<Stretch> stretches() {
        var earlierEnd = start(from.plusDays(days() / 2));
        var laterStart = start(to.minusDays(days() / 2));
        var cuts = new TreeSet<>(List.of(start(), earlierEnd, laterStart, end()));
        var rules = zone.getRules();
        for (var change = rules.nextTransition(start());
                change != null && change.getInstant().isBefore(end());
                change = rules.nextTransition(change.getInstant())) {
            cuts.add(change.getInstant());
        }
        return cuts.headSet(end()).stream()
                .map(begin -> new Stretch(
                        begin.getEpochSecond() / QUARTER,
                        cuts.higher(begin).getEpochSecond() / QUARTER,
                        rules.getOffset(begin).getTotalSeconds() / QUARTER,
                        begin.isBefore(earlierEnd) ? -1 : begin.isBefore(laterStart) ? 0 : 1))
                .toList();
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
