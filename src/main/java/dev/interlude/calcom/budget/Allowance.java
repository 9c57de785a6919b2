package dev.interlude.calcom.budget;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * Spreads an account's calls so that no window at Cal.com, whenever it begins, exceeds its limit. In any window of
 * {@code period} at most the bucket's content plus the inflow is sent; the inflow is computed over the window plus the
 * longest delay between taking a call and Cal.com counting it.
 *
 * @param capacity calls the bucket holds: what may leave at once
 * @param refill calls that flow in during {@code refillPeriod}, evenly
 * @param hold how long a node may keep calls it has taken
 */
public record Allowance(int capacity, int refill, Duration refillPeriod, Duration hold, Map<Priority, Integer> floors) {

    /** The part of the bucket reserved for higher priorities. */
    private static final Map<Priority, Double> KEPT = Map.of(
            Priority.COMPENSATE,
            0.0,
            Priority.CANCEL,
            0.1,
            Priority.BOOK,
            0.2,
            Priority.SEARCH,
            0.4,
            Priority.SYNC,
            0.6);

    private static final Duration LONGEST_HOLD = Duration.ofSeconds(1);
    private static final Duration LONGEST_TRAVEL = Duration.ofSeconds(4);

    /**
     * @param calls that Cal.com allows in a {@code period}
     * @param burst of them at once; null for a fifth
     */
    public static Allowance of(int calls, Duration period, Integer burst) {
        if (calls < 2 || period.isNegative() || period.isZero() || burst != null && (burst < 1 || burst >= calls)) {
            throw new IllegalArgumentException(
                    "%d calls in %s with a burst of %s cannot be shared out".formatted(calls, period, burst));
        }
        var spare = calls / 100;
        var capacity = burst == null ? Math.min(Math.max(2, calls / 5), calls - 1) : burst;
        var hold = shorter(LONGEST_HOLD, period.dividedBy(20));
        var travel = shorter(LONGEST_TRAVEL, period.dividedBy(10));
        var floors = new EnumMap<Priority, Integer>(Priority.class);
        KEPT.forEach(
                (priority, part) -> floors.put(priority, Math.min(capacity - 1, (int) Math.ceil(part * capacity))));
        return new Allowance(
                capacity,
                Math.max(1, calls - spare - capacity),
                period.plus(hold).plus(travel),
                hold,
                Map.copyOf(floors));
    }

    /** Calls that flow in during some milliseconds. */
    public double inflow(double millis) {
        return millis * refill / refillPeriod.toMillis();
    }

    /** How full the bucket must stay after a call of this priority. */
    public int floor(Priority priority) {
        return floors.get(priority);
    }

    /** Milliseconds until the bucket has a call for this priority and for the given number of calls before it. */
    public long wait(double level, Priority priority, int ahead) {
        var missing = floor(priority) + ahead + 1 - level;
        return missing <= 0 ? 0 : (long) Math.ceil(missing * refillPeriod.toMillis() / refill);
    }

    /**
     * How many calls a node takes at once: for all waiting ones, and some more while there is plenty, to save round
     * trips. None while this priority must wait.
     */
    public int slice(double level, Priority priority, int waiting) {
        var there = (int) Math.floor(level - floor(priority));
        var ahead = level - waiting > capacity / 2.0 ? capacity / 8 : 0;
        return Math.max(0, Math.min(there, waiting + ahead));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
