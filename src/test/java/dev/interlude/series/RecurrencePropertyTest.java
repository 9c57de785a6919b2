package dev.interlude.series;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlude.series.Recurrence.Frequency;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

@Label("The days of a series")
class RecurrencePropertyTest {

    private static final LocalDate EPOCH = LocalDate.of(2026, 1, 1);

    @Property(tries = 500)
    @Label("that ends with a day are all those, and only those, that the calendar has")
    void until(
            @ForAll Frequency frequency,
            @ForAll @IntRange(min = 1, max = 40) int interval,
            @ForAll @IntRange(max = 1500) int begin,
            @ForAll @IntRange(max = 731) int length) {
        var first = EPOCH.plusDays(begin);
        var until = earlier(first.plusDays(length), first.plusYears(2));

        var days = new Recurrence(frequency, interval, null, until, Set.of()).days(first);

        var all = byHand(frequency, interval, first, until);
        assertThat(days).isEqualTo(all.subList(0, Math.min(all.size(), Recurrence.MOST + 1)));
    }

    @Property(tries = 500)
    @Label("that are counted are as many, unless they reach further than two years")
    void counted(
            @ForAll Frequency frequency,
            @ForAll @IntRange(min = 1, max = 40) int interval,
            @ForAll @IntRange(max = 1500) int begin,
            @ForAll @IntRange(min = 1, max = 104) int count) {
        var first = EPOCH.plusDays(begin);

        var days = new Recurrence(frequency, interval, count, null, Set.of()).days(first);

        var all = byHand(frequency, interval, first, first.plusYears(2));
        assertThat(days).isEqualTo(all.subList(0, Math.min(all.size(), count)));
    }

    @Example
    @Label("on the 31st leave out the months without one; an exception counts")
    void thirtyFirst() {
        var first = LocalDate.of(2027, 1, 31);
        var recurrence = new Recurrence(Frequency.MONTHLY, 1, 4, null, Set.of(LocalDate.of(2027, 3, 31)));

        assertThat(recurrence.days(first))
                .containsExactly(
                        first, LocalDate.of(2027, 3, 31), LocalDate.of(2027, 5, 31), LocalDate.of(2027, 7, 31));
        assertThat(recurrence.isExcept(LocalDate.of(2027, 3, 31))).isTrue();
        assertThat(recurrence.isExcept(first)).isFalse();
    }

    /** Looks at every day of the calendar. */
    private static List<LocalDate> byHand(Frequency frequency, int interval, LocalDate first, LocalDate last) {
        return first.datesUntil(last.plusDays(1))
                .filter(day -> switch (frequency) {
                    case DAILY -> ChronoUnit.DAYS.between(first, day) % interval == 0;
                    case WEEKLY ->
                        day.getDayOfWeek() == first.getDayOfWeek()
                                && ChronoUnit.DAYS.between(first, day) / 7 % interval == 0;
                    case MONTHLY ->
                        day.getDayOfMonth() == first.getDayOfMonth()
                                && ChronoUnit.MONTHS.between(first.withDayOfMonth(1), day.withDayOfMonth(1)) % interval
                                        == 0;
                })
                .toList();
    }

    private static LocalDate earlier(LocalDate a, LocalDate b) {
        return a.isBefore(b) ? a : b;
    }
}
