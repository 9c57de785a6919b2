package dev.interlude.sandbox.slots;

import dev.interlude.sandbox.model.Range;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.TreeSet;

/**
 * Lays slots into free time. The first slot of a stretch starts at a round minute of the asked zone, which is why a zone
 * of half an hour shows other slots than UTC.
 */
final class SlotGrid {
    private static final int[] ROUND = {60, 30, 20, 15, 10, 5};

    private SlotGrid() {}

    static List<Instant> starts(List<Range> free, int length, int frequency, int offset, ZoneId zone) {
        var starts = new TreeSet<Instant>();
        var step = Duration.ofMinutes(frequency + offset);
        for (var range : free) {
            var at = first(range.start(), interval(frequency), zone).plus(offset, ChronoUnit.MINUTES);
            var before = starts.lower(at);
            if (before != null && before.plus(step).isAfter(at)) {
                // Two stretches that share a slot's time go on in the rhythm of the first.
                at = before.isBefore(range.start()) ? before.plus(step) : before;
            }
            // A day asked for ends at 23:59:59; its last slot may end at midnight.
            while (!at.plus(length, ChronoUnit.MINUTES).minusSeconds(1).isAfter(range.end())) {
                starts.add(at);
                at = at.plus(step);
            }
        }
        return List.copyOf(starts);
    }

    private static int interval(int frequency) {
        for (var round : ROUND) {
            if (frequency % round == 0) {
                return round;
            }
        }
        return 1;
    }

    private static Instant first(Instant start, int interval, ZoneId zone) {
        var local = start.atZone(zone).truncatedTo(ChronoUnit.MINUTES);
        var over = local.getMinute() % interval;
        return (over == 0 ? local : local.plusMinutes(interval - over)).toInstant();
    }
}
