package dev.interlude.chaos;

/** What must not grow while the load stays the same. */
enum Gauge {
    HEAP("heap after a full collection, MB", 8),
    THREADS("threads", 8),
    FILES("open files", 12),
    CONNECTIONS("database connections", 4),
    DEAD_ROWS("dead rows, percent of all", 8),
    KEPT_ROWS("rows of the tables that are emptied in time", 500);

    static final double TOLERATED_SHARE = 0.1;

    private final String what;
    private final double tolerated;

    /** @param tolerated growth that is none, however small the value */
    Gauge(String what, double tolerated) {
        this.what = what;
        this.tolerated = tolerated;
    }

    String what() {
        return what;
    }

    /** How much it may grow from the second quarter to the end. */
    double tolerated(Trend trend) {
        return Math.max(tolerated, TOLERATED_SHARE * trend.mean());
    }

    boolean isFlat(Trend trend) {
        return trend.growth() <= tolerated(trend);
    }
}
