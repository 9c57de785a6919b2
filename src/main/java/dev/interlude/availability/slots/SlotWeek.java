package dev.interlude.availability.slots;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * One week of one event type, Monday to Sunday in UTC: the unit that is read, cached and shared, so that searches for
 * neighbouring days need one read. The catalog ensures that an event type has one length, so it is not part of the key.
 */
record SlotWeek(String account, long eventTypeId, LocalDate monday) {

    private static final Comparator<SlotWeek> ORDER = Comparator.comparing(SlotWeek::account)
            .thenComparing(SlotWeek::eventTypeId)
            .thenComparing(SlotWeek::monday);

    /** All weeks that a read touches. */
    static Stream<SlotWeek> of(SlotRead read) {
        return mondayOf(read.firstDay())
                .datesUntil(read.lastDay().plusDays(1), java.time.Period.ofWeeks(1))
                .map(monday -> new SlotWeek(read.account(), read.eventTypeId(), monday));
    }

    static LocalDate mondayOf(LocalDate day) {
        return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    /**
     * The fewest reads that cover some weeks and nothing else.
     *
     * @param longest weeks in one read at most
     */
    static List<List<SlotWeek>> runs(Collection<SlotWeek> weeks, int longest) {
        var runs = new ArrayList<List<SlotWeek>>();
        SlotWeek last = null;
        for (var week : weeks.stream().sorted(ORDER).toList()) {
            var continues = last != null
                    && week.equals(last.next())
                    && runs.get(runs.size() - 1).size() < longest;
            if (!continues) {
                runs.add(new ArrayList<>());
            }
            runs.get(runs.size() - 1).add(week);
            last = week;
        }
        return runs;
    }

    /** One read of weeks that follow each other. */
    static SlotRead read(List<SlotWeek> run) {
        var first = run.get(0);
        return new SlotRead(
                first.account(),
                first.eventTypeId(),
                first.monday(),
                run.get(run.size() - 1).monday().plusDays(6));
    }

    Instant begins() {
        return monday.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    Instant ends() {
        return next().begins();
    }

    boolean contains(Instant instant) {
        return !instant.isBefore(begins()) && instant.isBefore(ends());
    }

    SlotWeek previous() {
        return new SlotWeek(account, eventTypeId, monday.minusWeeks(1));
    }

    SlotWeek next() {
        return new SlotWeek(account, eventTypeId, monday.plusWeeks(1));
    }
}
