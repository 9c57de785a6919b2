package dev.interlude.ops;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.interlude.catalog.Catalog;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Statistics of the bookings of some days; {@code openapi.yaml} explains each figure. Of equals the first wins: the
 * earlier in the week or the day, the first by name. Null without bookings to compute it from.
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Patterns(
        LocalDate from,
        LocalDate to,
        String timeZone,
        long bookings,
        long cancelled,
        String busiestDay,
        List<Integer> peakHours,
        String commonestService,
        String commonestComposite,
        BigDecimal cancellationRate,
        String trend,
        String dayPattern) {

    private static final int PEAKS = 3;
    /** By how many percent a figure must exceed another to count as more. */
    private static final int CLEARLY = 10;

    static Patterns of(PatternRange range, List<HourCount> tallied, Map<String, Long> services, Catalog catalog) {
        long booked = sum(tallied, t -> true);
        long cancelled = tallied.stream().mapToLong(HourCount::cancelled).sum();
        return new Patterns(
                range.from(),
                range.to(),
                range.zone().getId(),
                booked,
                cancelled,
                most(by(tallied, HourCount::day)).stream()
                        .map(day -> day.name().toLowerCase(Locale.ROOT))
                        .findFirst()
                        .orElse(null),
                most(by(tallied, HourCount::hour)).stream().limit(PEAKS).toList(),
                first(services, id -> true),
                first(services, id -> catalog.service(id)
                        .filter(service -> service.segments().size() > 1)
                        .isPresent()),
                rate(booked, cancelled),
                booked == 0 || range.days() < 2 ? null : trend(tallied),
                booked == 0 ? null : dayPattern(range, tallied));
    }

    private static String trend(List<HourCount> tallied) {
        long earlier = sum(tallied, t -> t.half() < 0);
        long later = sum(tallied, t -> t.half() > 0);
        return clearlyMore(later, earlier) ? "rising" : clearlyMore(earlier, later) ? "falling" : "steady";
    }

    /** Bookings per day, compared by cross-multiplication to avoid division. */
    private static String dayPattern(PatternRange range, List<HourCount> tallied) {
        long weekendDays = range.weekendDays();
        long weekdays = range.days() - weekendDays;
        long atWeekends = sum(tallied, t -> PatternRange.isWeekend(t.day()));
        long onWeekdays = sum(tallied, t -> true) - atWeekends;
        if (weekendDays == 0 || weekdays == 0) {
            return weekdays == 0 ? "weekend" : "weekday";
        }
        return clearlyMore(onWeekdays * weekendDays, atWeekends * weekdays)
                ? "weekday"
                : clearlyMore(atWeekends * weekdays, onWeekdays * weekendDays) ? "weekend" : "even";
    }

    private static boolean clearlyMore(long one, long other) {
        return one * 100 > other * (100 + CLEARLY);
    }

    private static BigDecimal rate(long booked, long cancelled) {
        return booked + cancelled == 0
                ? null
                : BigDecimal.valueOf(100 * cancelled)
                        .divide(BigDecimal.valueOf(booked + cancelled), 1, RoundingMode.HALF_UP);
    }

    private static long sum(List<HourCount> tallied, Predicate<HourCount> which) {
        return tallied.stream().filter(which).mapToLong(HourCount::booked).sum();
    }

    private static <K extends Comparable<K>> Map<K, Long> by(List<HourCount> tallied, Function<HourCount, K> what) {
        return tallied.stream().collect(groupingBy(what, TreeMap::new, summingLong(HourCount::booked)));
    }

    private static String first(Map<String, Long> services, Predicate<String> which) {
        return most(new TreeMap<>(services)).stream().filter(which).findFirst().orElse(null);
    }

    /** The keys of what was booked at all, most first. */
    private static <K> List<K> most(Map<K, Long> counts) {
        return counts.entrySet().stream()
                .filter(count -> count.getValue() > 0)
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .map(Map.Entry::getKey)
                .toList();
    }
}
