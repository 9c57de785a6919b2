package dev.interlude.availability.search;

/**
 * Turns the measures of a candidate into three numbers that add up along it and are compared one after the other:
 * {@code a}, then {@code b}, then {@code c}. Each field says how often a measure counts in which number.
 *
 * <p>Measures: the end (epoch seconds), the distance of the pauses from the preferred (seconds), the changes of staff,
 * the idle time beside it. The start is compared by {@link Candidate}, since all candidates from one node share it.
 */
record Weights(
        long endA,
        long endB,
        long endC,
        long pauseA,
        long pauseB,
        long changeA,
        long changeB,
        long changeC,
        long idleA) {

    /** More changes of staff than any service has; packs them below another measure in one number. */
    private static final long MANY = 1 << 12;

    static Weights of(Order order) {
        return switch (order) {
            case EARLIEST -> new Weights(0, 1, 0, 1, 0, 0, 0, 1, 0);
            case SHORTEST -> new Weights(1, 0, 0, 0, MANY, 0, 1, 0, 0);
            case FEWEST_CHANGES -> new Weights(0, 0, 1, 0, 1, 1, 0, 0, 0);
            case TIGHTEST -> new Weights(0, 0, MANY, 0, 1, 0, 0, 1, 1);
        };
    }

    boolean needsIdle() {
        return idleA > 0;
    }
}
