package dev.interlude.availability.search;

import dev.interlude.catalog.Terms;
import java.util.HashMap;
import java.util.Map;

/**
 * A lower bound of the order's measure for every start, before any candidate is searched. Computed from the last
 * segment back, ignoring pauses, ties and rules about different staff. No candidate is better than the bound of its
 * start, and most starts have one as good.
 */
final class LowerBounds {

    private final SearchInput input;

    private LowerBounds(SearchInput input) {
        this.input = input;
    }

    /** For the starts of the first segment in {@code [from, to]}, whoever does it. */
    static SegmentBounds of(SearchInput input, long from, long to) {
        var bounds = new LowerBounds(input);
        var first = bounds.anyStaff(bounds.byStaff(0, from, to));
        return first.map(input::measure);
    }

    private SegmentBounds anyStaff(Map<String, SegmentBounds> byStaff) {
        var anyStaff = SegmentBounds.NONE;
        for (var one : byStaff.values()) {
            anyStaff = anyStaff.or(one, input.steps());
        }
        return anyStaff;
    }

    private Map<String, SegmentBounds> byStaff(int segment, long from, long to) {
        var choice = input.choices().get(segment);
        boolean last = input.isLast(segment);
        var next = last
                ? Map.<String, SegmentBounds>of()
                : byStaff(segment + 1, from + choice.leastToNext(), to + choice.mostToNext());
        var changed =
                anyStaff(next).map((least, start) -> least + input.weights().changeA());
        var found = new HashMap<String, SegmentBounds>();
        for (int s = 0; s < choice.staff().size(); s++) {
            var staff = choice.staff().get(s);
            var free = input.free(segment, s, from, to);
            var own = new SegmentBounds(free, input.idleBeside(segment, s, free));
            var same = next.getOrDefault(staff, SegmentBounds.NONE);
            found.put(
                    staff,
                    last
                            ? ending(own, choice.seconds(s))
                            : leading(own, choice.terms(s), following(segment + 1, same, changed)));
        }
        return found;
    }

    private SegmentBounds ending(SegmentBounds own, long seconds) {
        long weight = input.weights().endA();
        return own.map((idle, start) -> idle + (start + seconds) * weight);
    }

    private SegmentBounds leading(SegmentBounds own, Terms terms, SegmentBounds next) {
        return own.plus(next.after(own.starts(), terms.least() * 60L, terms.most() * 60L, input.steps()));
    }

    /** What may follow a staff member: the same one, or another, which counts as a change. */
    private SegmentBounds following(int segment, SegmentBounds same, SegmentBounds changed) {
        boolean changeCosts = input.weights().changeA() > 0;
        return switch (input.choices().get(segment).segment().staffRule()) {
            case SAME -> same;
            case DIFFERENT -> changed;
            case ANY -> changeCosts ? same.or(changed, input.steps()) : changed;
        };
    }
}
