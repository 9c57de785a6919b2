package dev.interlude.sandbox.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Some time, its end not included. */
public record Range(Instant start, Instant end) {

    public boolean overlaps(Range other) {
        return start.isBefore(other.end) && other.start.isBefore(end);
    }

    public boolean covers(Range other) {
        return !start.isAfter(other.start) && !end.isBefore(other.end);
    }

    public boolean isEmpty() {
        return !start.isBefore(end);
    }

    public Range clip(Instant from, Instant to) {
        return new Range(start.isBefore(from) ? from : start, end.isAfter(to) ? to : end);
    }

    /** In order, with those that touch or overlap made one. */
    public static List<Range> merge(List<Range> ranges) {
        var merged = new ArrayList<Range>();
        for (var range :
                ranges.stream().sorted(Comparator.comparing(Range::start)).toList()) {
            var last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (last == null || range.start.isAfter(last.end)) {
                merged.add(range);
            } else if (range.end.isAfter(last.end)) {
                merged.set(merged.size() - 1, new Range(last.start, range.end));
            }
        }
        return merged;
    }

    /** What is left of the free times once the busy ones are taken out. */
    public static List<Range> subtract(List<Range> free, List<Range> busy) {
        var taken = merge(busy);
        var left = new ArrayList<Range>();
        for (var range : free) {
            var from = range.start;
            for (var b : taken) {
                if (!b.end.isAfter(from) || !b.start.isBefore(range.end)) {
                    continue;
                }
                if (b.start.isAfter(from)) {
                    left.add(new Range(from, b.start));
                }
                from = b.end;
            }
            if (from.isBefore(range.end)) {
                left.add(new Range(from, range.end));
            }
        }
        return left;
    }
}
