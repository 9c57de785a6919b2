package dev.interlude.availability.search;

import dev.interlude.availability.OfferQuery;
import dev.interlude.availability.slots.FreeSlots;
import dev.interlude.availability.units.FreeUnits;
import dev.interlude.catalog.Enclosure;
import dev.interlude.catalog.Terms;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The input of a search.
 *
 * @param enclosures pauses with another service in them, see {@link Enclosed}
 * @param idle null where the order does not ask for it
 * @param turns the order of staff among equal offers
 * @param units of the resources that segments and pauses need
 */
record SearchInput(
        Order order,
        Weights weights,
        List<Choice> choices,
        List<Enclosure> enclosures,
        FreeSlots slots,
        IdleTime idle,
        Steps steps,
        Turns turns,
        FreeUnits units) {

    public static SearchInput of(
            Order order, List<Choice> choices, List<Enclosure> enclosures, FreeSlots slots, IdleTime idle) {
        return new SearchInput(
                order, Weights.of(order), choices, enclosures, slots, idle, new Steps(), Turns.NONE, FreeUnits.ALL);
    }

    /** For each arrangement of the service, which share what they do not differ in. */
    static List<SearchInput> ofEach(OfferQuery query, FreeSlots slots, Diary diary, Turns turns, FreeUnits units) {
        var idle = Weights.of(query.order()).needsIdle() ? new IdleTime(query.service(), slots, diary) : null;
        return query.service().arrangements().stream()
                .map(arranged -> of(
                                query.order(),
                                Choice.of(arranged, query.staff(), query.named()),
                                arranged.enclosures(),
                                slots,
                                idle)
                        .inTurn(turns)
                        .needing(units))
                .toList();
    }

    SearchInput inTurn(Turns others) {
        return new SearchInput(order, weights, choices, enclosures, slots, idle, steps, others, units);
    }

    /** Only what leaves a unit for every need. */
    SearchInput needing(FreeUnits free) {
        return new SearchInput(order, weights, choices, enclosures, slots, idle, steps, turns, free);
    }

    /** The same for starts around an instant; epoch seconds. Of equally good people the first in a choice is taken. */
    SearchInput around(long start) {
        var instant = Instant.ofEpochSecond(start);
        var ordered = choices.stream()
                .map(choice -> new Choice(
                        choice.segment(), turns.order(choice.staff(), instant), choice.earliest(), choice.latest()))
                .toList();
        return new SearchInput(order, weights, ordered, enclosures, slots, idle, steps, turns, units);
    }

    /** The enclosure that begins with a segment. */
    Optional<Enclosure> opening(int segment) {
        return enclosures.stream().filter(e -> e.opens() == segment).findFirst();
    }

    boolean isLast(int segment) {
        return segment + 1 == choices.size();
    }

    /** When a staff member can begin a segment, in {@code [from, to]}; epoch seconds, ascending. */
    long[] free(int segment, int staff, long from, long to) {
        var choice = choices.get(segment);
        var free = FreeSlots.between(
                slots.starts(choice.eventType(staff)),
                Math.max(from, choice.earliest()),
                Math.min(to, choice.latest()));
        var needs = choice.segment().needs().during();
        return needs.isEmpty() ? free : withUnits(free, units.freeUntil(needs, free), choice.seconds(staff));
    }

    private static long[] withUnits(long[] starts, long[] freeUntil, long length) {
        var left = new long[starts.length];
        int size = 0;
        for (int i = 0; i < starts.length; i++) {
            if (freeUntil[i] >= starts[i] + length) {
                left[size++] = starts[i];
            }
        }
        return Arrays.copyOf(left, size);
    }

    /** When the next segment can begin at the latest, for the resources of the pause before it; epoch seconds. */
    long latestNext(Choice before, long end) {
        var needs = before.segment().needs().inPause();
        return needs.isEmpty() ? Long.MAX_VALUE : units.freeUntil(needs, end);
    }

    /** When the next segment can begin at the latest after each of some starts of one on these terms; they ascend. */
    long[] latestNext(Choice before, Terms terms, long[] starts) {
        var latest = new long[starts.length];
        for (int i = 0; i < starts.length; i++) {
            latest[i] = starts[i] + terms.minutes() * 60L;
        }
        var needs = before.segment().needs().inPause();
        var free = needs.isEmpty() ? null : units.freeUntil(needs, latest);
        for (int i = 0; i < starts.length; i++) {
            long longest = starts[i] + terms.most() * 60L;
            latest[i] = free == null ? longest : Math.min(longest, free[i]);
        }
        return latest;
    }

    /** The idle time beside a segment for each of those; nothing where the order does not ask for it. */
    long[] idleBeside(int segment, int staff, long[] free) {
        var choice = choices.get(segment);
        return idle == null
                ? new long[free.length]
                : idle.beside(choice.staff().get(staff), free, choice.seconds(staff));
    }

    /** When the first segment can begin at the soonest, whoever does it; {@link Long#MAX_VALUE} if never. */
    long firstStart(long from) {
        var choice = choices.get(0);
        long first = Long.MAX_VALUE;
        for (int s = 0; s < choice.staff().size(); s++) {
            var starts = slots.starts(choice.eventType(s));
            int found = FreeSlots.firstFrom(starts, from);
            first = found < starts.length ? Math.min(first, starts[found]) : first;
        }
        return first;
    }

    /** When any of these staff can begin a segment that takes each as long, with the least idle time beside it. */
    SegmentBounds own(int segment, List<Integer> staff, long from, long to) {
        if (idle == null) {
            var free = new long[staff.size()][];
            for (int i = 0; i < free.length; i++) {
                free[i] = free(segment, staff.get(i), from, to);
            }
            var starts = FreeSlots.union(free);
            return new SegmentBounds(starts, new long[starts.length]);
        }
        var choice = choices.get(segment);
        var eventTypes = staff.stream().map(choice::eventType).toList();
        return idle.least(List.of(eventTypes, choice.segment().needs().during()), () -> leastIdle(segment, staff))
                .between(from, to);
    }

    private SegmentBounds leastIdle(int segment, List<Integer> staff) {
        var least = SegmentBounds.NONE;
        for (int s : staff) {
            var free = free(segment, s, Long.MIN_VALUE, Long.MAX_VALUE);
            least = least.or(new SegmentBounds(free, idleBeside(segment, s, free)), steps);
        }
        return least;
    }

    /** The order's measure for candidates that cost {@code a} and begin at {@code start}; smaller is better. */
    long measure(long a, long start) {
        return switch (order) {
            case EARLIEST -> 0;
            case SHORTEST -> a - start;
            case FEWEST_CHANGES, TIGHTEST -> a;
        };
    }
}
