package dev.interlude.availability.search;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How offers are ranked. Where the named measure and the start are equal, the offer wins whose pauses are closest to
 * the preferred, then the shorter one, then the one with fewer changes of staff, then, segment by segment, the staff
 * member the catalog names first and the earlier start. So no two offers are ever equal.
 */
public enum Order {
    /** By start. */
    EARLIEST,
    /** By minutes from first start to last end, then start. */
    SHORTEST,
    /** By how often the customer changes hands, then start. */
    FEWEST_CHANGES,
    /** By the idle time left beside it (see {@link Diary}), then start. */
    TIGHTEST;

    /** As written in requests: {@code fewest-changes}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Order> parse(String wireName) {
        return Arrays.stream(values())
                .filter(o -> o.wireName().equals(wireName))
                .findFirst();
    }

    public static List<String> wireNames() {
        return Arrays.stream(values()).map(Order::wireName).toList();
    }
}
