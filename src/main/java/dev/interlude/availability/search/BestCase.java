package dev.interlude.availability.search;

import dev.interlude.catalog.StaffRule;
import java.util.HashMap;
import java.util.Map;

/** What the order's measure is at best, however free the staff are: known before any slot is looked at. */
final class BestCase {

    private BestCase() {}

    static long measure(SearchInput input) {
        return switch (input.order()) {
            case EARLIEST, TIGHTEST -> 0;
            case SHORTEST -> shortest(input);
            case FEWEST_CHANGES -> fewestChanges(input);
        };
    }

    /** Seconds with the quickest staff and the shortest pauses. */
    private static long shortest(SearchInput input) {
        int last = input.choices().size() - 1;
        var least = new long[last + 1];
        for (int i = last; i >= 0; i--) {
            var choice = input.choices().get(i);
            least[i] = i == last ? choice.least() : choice.leastToNext() + least[i + 1];
            var around = input.opening(i);
            if (around.isPresent()) {
                long pause = choice.staff().stream()
                        .mapToLong(who -> choice.segment().minutes(who)
                                + around.get().pause(who).min())
                        .min()
                        .orElse(0);
                least[i] = Math.max(least[i], pause * 60 + least[around.get().closes()]);
            }
        }
        return least[0];
    }

    /** With staff who are always free. */
    private static long fewestChanges(SearchInput input) {
        Map<String, Long> next = Map.of();
        for (int i = input.choices().size() - 1; i >= 0; i--) {
            var found = new HashMap<String, Long>();
            for (var who : input.choices().get(i).staff()) {
                found.put(
                        who, input.isLast(i) ? 0 : fewestChanges(input.choices().get(i + 1), who, next));
            }
            next = found;
        }
        return least(next);
    }

    private static long fewestChanges(Choice following, String who, Map<String, Long> next) {
        var rule = following.segment().staffRule();
        long stays = rule == StaffRule.DIFFERENT ? Long.MAX_VALUE : next.getOrDefault(who, Long.MAX_VALUE);
        long least = least(next);
        return rule == StaffRule.SAME || least == Long.MAX_VALUE ? stays : Math.min(stays, least + 1);
    }

    private static long least(Map<String, Long> changes) {
        return changes.values().stream().mapToLong(Long::longValue).min().orElse(Long.MAX_VALUE);
    }
}
