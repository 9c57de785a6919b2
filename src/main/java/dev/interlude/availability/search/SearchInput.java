package dev.interlude.availability.search;

import dev.interlude.availability.OfferQuery;
import dev.interlude.availability.slots.FreeSlots;
import dev.interlude.availability.units.FreeUnits;
import dev.interlude.catalog.Enclosure;
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

    public static SearchInput of(OfferQuery query, FreeSlots slots, Diary diary) {
        var idle = Weights.of(query.order()).needsIdle() ? new IdleTime(query.service(), slots, diary) : null;
        return of(
                query.order(),
                Choice.of(query.service(), query.staff(), query.named()),
                query.service().enclosures(),
                slots,
                idle);
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
        return needs.isEmpty()
                ? free
                : Arrays.stream(free)
                        .filter(start -> units.isFree(needs, start, start + choice.seconds(staff)))
                        .toArray();
    }

    /** When the next segment can begin at the latest, for the resources of the pause before it; epoch seconds. */
    long latestNext(Choice before, long end) {
        var needs = before.segment().needs().inPause();
        return needs.isEmpty() ? Long.MAX_VALUE : units.freeUntil(needs, end);
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
        long first = Long.MAX_VALUE;
        for (int s = 0; s < choices.get(0).staff().size(); s++) {
            var starts = slots.starts(choices.get(0).eventType(s));
            int found = FreeSlots.firstFrom(starts, from);
            first = found < starts.length ? Math.min(first, starts[found]) : first;
        }
        return first;
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
