package dev.interlude.report;

import java.util.Locale;

/** What the guide promises, and how it is measured here. Times are milliseconds, shares percent. */
public enum Sla {
    RESPONSE_P50("Response time, P50", false, 200, "ms", "the server's own histogram under the seeded latency profile"),
    RESPONSE_P90("Response time, P90", false, 500, "ms", "the server's own histogram under the seeded latency profile"),
    RESPONSE_P99(
            "Response time, P99", false, 1_000, "ms", "the server's own histogram under the seeded latency profile"),
    BOOKING_SUCCESS("Booking success", true, 98, "%", "booked ÷ valid requests with free slots, 2 % injected faults"),
    WEBHOOK_PROCESSING("Webhook processing, P99", false, 500, "ms", "receipt → committed effect"),
    CACHE_HIT_RATE("Cache hit rate", true, 80, "%", "lookups answered from the slot cache, over a stated mix"),
    ERROR_RECOVERY("Error recovery", true, 95, "%", "requests hit by an injected transient fault that still end right"),
    CONCURRENT_OPERATIONS("Concurrent operations", true, 50, "/s", "completed requests, at least 50 clients at once");

    private final String title;
    private final boolean above;
    private final double target;
    private final String unit;
    private final String method;

    Sla(String title, boolean above, double target, String unit, String method) {
        this.title = title;
        this.above = above;
        this.target = target;
        this.unit = unit;
        this.method = method;
    }

    public boolean met(double value) {
        return above ? value > target : value < target;
    }

    /** How near a value that meets the target is to it: 1 at the target. Of shares what is missing to 100 percent counts. */
    double closeness(double value) {
        if (unit.equals("%")) {
            return (100 - value) / (100 - target);
        }
        return above ? target / value : value / target;
    }

    /** Of two values the one that is further from what is promised. */
    public double worse(double one, double other) {
        return above ? Math.min(one, other) : Math.max(one, other);
    }

    public String title() {
        return title;
    }

    /** {@code < 200 ms}. */
    public String targetText() {
        return (above ? "> " : "< ") + String.format(Locale.ROOT, "%,.0f", target) + space() + unit;
    }

    /** {@code 84.6 ms}. */
    public String text(double value) {
        var digits = value >= 1_000 || value == Math.rint(value) ? "%,.0f" : "%.1f";
        return String.format(Locale.ROOT, digits, value) + space() + unit;
    }

    /** Whether more is better. */
    public boolean isAbove() {
        return above;
    }

    public double target() {
        return target;
    }

    /** The end of a scale on which the target can be shown. */
    public double scale() {
        return unit.equals("%") ? 100 : 2 * target;
    }

    private String space() {
        return unit.startsWith("/") ? "" : " ";
    }

    public String method() {
        return method;
    }
}
