package dev.interlude.availability.search;

import static java.util.stream.Collectors.groupingBy;

import dev.interlude.catalog.StaffRule;
import dev.interlude.catalog.Terms;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A lower bound of the order's measure for every start, before any candidate is searched. Computed from the last
 * segment back, ignoring preferred pauses, ties and rules about different staff. No candidate is better than the bound
 * of its start, and most starts have one as good.
 */
final class LowerBounds {

    /** Of one segment. Those of each staff member are only exact where it matters who it is. */
    private record Found(Map<String, SegmentBounds> byStaff, SegmentBounds anyone) {

        static final Found NONE = new Found(Map.of(), SegmentBounds.NONE);

        SegmentBounds of(String staff) {
            return byStaff.getOrDefault(staff, SegmentBounds.NONE);
        }
    }

    private final SearchInput input;
    private final List<Found> bySegment;
    private final long change;

    private LowerBounds(SearchInput input) {
        this.input = input;
        bySegment = new ArrayList<>(Collections.nCopies(input.choices().size() + 1, Found.NONE));
        change = input.weights().changeA();
    }

    /** For the starts of the first segment in {@code [from, to]}, whoever does it. */
    static SegmentBounds of(SearchInput input, long from, long to) {
        var bounds = new LowerBounds(input);
        bounds.find(0, from, to);
        return bounds.bySegment.get(0).anyone().map(input::measure);
    }

    private void find(int segment, long from, long to) {
        var choice = input.choices().get(segment);
        if (!input.isLast(segment)) {
            find(segment + 1, from + choice.leastToNext(), to + choice.mostToNext());
        }
        var next = bySegment.get(segment + 1);
        var changed = change == 0 ? next.anyone() : next.anyone().map((least, start) -> least + change);
        var byStaff = new HashMap<String, SegmentBounds>();
        var anyone = SegmentBounds.NONE;
        for (var alike : alike(segment, choice)) {
            var one = choice.staff().get(alike.get(0));
            var own = input.own(segment, alike, from, to);
            var bounds = input.isLast(segment)
                    ? ending(own, choice.segment().minutes(one) * 60L)
                    : leading(own, choice, choice.terms(alike.get(0)), following(segment + 1, next.of(one), changed));
            var paused = input.opening(segment).isPresent() ? aroundAnother(segment, one, bounds) : bounds;
            alike.forEach(s -> byStaff.put(choice.staff().get(s), paused));
            anyone = anyone.or(paused, input.steps());
        }
        bySegment.set(segment, new Found(byStaff, anyone));
    }

    /** The staff, together where the same may follow at the same times. */
    private Collection<List<Integer>> alike(int segment, Choice choice) {
        boolean each = change > 0 || needsSame(segment) || needsSame(segment + 1);
        var opening = input.opening(segment);
        return IntStream.range(0, choice.staff().size())
                .boxed()
                .collect(groupingBy(s -> each
                        ? s
                        : List.of(
                                choice.terms(s),
                                opening.map(o -> o.pause(choice.staff().get(s)))
                                        .orElse(choice.terms(s).pause()))))
                .values();
    }

    /** Whether a segment must be done by who did one before, or is before a pause that begins and ends so. */
    private boolean needsSame(int segment) {
        return segment < input.choices().size()
                && (input.choices().get(segment).segment().staffRule() == StaffRule.SAME
                        || input.enclosures().stream()
                                .filter(e -> e.opens() == segment || e.closes() == segment)
                                .anyMatch(e -> e.staffRule() == StaffRule.SAME));
    }

    private SegmentBounds ending(SegmentBounds own, long seconds) {
        long weight = input.weights().endA();
        return own.map((idle, start) -> idle + (start + seconds) * weight);
    }

    private SegmentBounds leading(SegmentBounds own, Choice choice, Terms terms, SegmentBounds next) {
        var latest = input.latestNext(choice, terms, own.starts());
        return own.plus(next.after(own.starts(), terms.least() * 60L, latest, input.steps()));
    }

    /** What may follow a staff member: the same one, or another, which counts as a change. */
    private SegmentBounds following(int segment, SegmentBounds same, SegmentBounds changed) {
        return switch (input.choices().get(segment).segment().staffRule()) {
            case SAME -> same;
            case DIFFERENT -> changed;
            case ANY -> change > 0 ? same.or(changed, input.steps()) : changed;
        };
    }

    /** Before another service in a pause: the pause has bounds of its own, whatever happens in it. */
    private SegmentBounds aroundAnother(int segment, String staff, SegmentBounds found) {
        var enclosure = input.opening(segment).orElseThrow();
        var behind = bySegment.get(enclosure.closes());
        var closing = enclosure.staffRule() == StaffRule.SAME ? behind.of(staff) : behind.anyone();
        long end = input.choices().get(segment).segment().minutes(staff) * 60L;
        var pause = enclosure.pause(staff);
        var latest = found.starts().clone();
        for (int i = 0; i < latest.length; i++) {
            latest[i] += end + pause.max() * 60L;
        }
        return found.atLeast(closing.after(found.starts(), end + pause.min() * 60L, latest, input.steps()));
    }
}
