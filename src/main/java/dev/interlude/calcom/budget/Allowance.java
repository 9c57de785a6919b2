package dev.interlude.calcom.budget;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * What an account may send to Cal.com, and who may use how much of it. A call counts here for {@code window}: Cal.com's period, the
 * longest time a node holds a call it has taken, and the time until Cal.com counts a call that is sent. A call that is answered later
 * than that counts from its answer, so that the assumption need not hold for all.
 *
 * @param calls in any such window
 * @param capacity of them at once
 * @param hold how long a node may keep calls it has taken
 * @param travel from sending a call to Cal.com's count, of most calls
 * @param floors calls at hand that are reserved for higher priorities while nothing is spent
 */
public record Allowance(
        int calls, int capacity, Duration window, Duration hold, Duration travel, Map<Priority, Integer> floors) {

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

    /** Reserved whatever is spent: enough for the next call of a higher priority to be the first on any node. */
    private static final Map<Priority, Integer> ALWAYS_KEPT =
            Map.of(Priority.COMPENSATE, 0, Priority.CANCEL, 0, Priority.BOOK, 1, Priority.SEARCH, 2, Priority.SYNC, 3);

    private static final Duration LONGEST_HOLD = Duration.ofMillis(250);
    private static final Duration USUAL_TRAVEL = Duration.ofSeconds(1);
    private static final int STEPS = 240;

    /**
     * @param calls that Cal.com allows in a {@code period}
     * @param burst of them at once; null for a fifth
     */
    public static Allowance of(int calls, Duration period, Integer burst) {
        if (calls < 2 || period.isNegative() || period.isZero() || burst != null && (burst < 1 || burst >= calls)) {
            throw new IllegalArgumentException(
                    "%d calls in %s with a burst of %s cannot be shared out".formatted(calls, period, burst));
        }
        var capacity = burst == null ? Math.min(Math.max(2, calls / 5), calls - 1) : burst;
        var hold = shorter(LONGEST_HOLD, period.dividedBy(20));
        var travel = shorter(USUAL_TRAVEL, period.dividedBy(10));
        var floors = new EnumMap<Priority, Integer>(Priority.class);
        KEPT.forEach(
                (priority, part) -> floors.put(priority, Math.min(capacity - 1, (int) Math.ceil(part * capacity))));
        return new Allowance(
                Math.max(capacity, calls - calls / 100),
                capacity,
                period.plus(hold).plus(travel),
                hold,
                travel,
                Map.copyOf(floors));
    }

    public long windowMillis() {
        return window.toMillis();
    }

    /** The milliseconds of a step by which calls are remembered. */
    public long stepMillis() {
        return Math.max(1, windowMillis() / STEPS);
    }

    /** Calls that become ready in a millisecond under constant demand. */
    double usual() {
        return (double) calls / windowMillis();
    }

    /** The least that a wait is judged by: however much is spent, it returns within the window. */
    double slowest() {
        return usual() / 2;
    }

    /** How many must be ready after a call of this priority. The more is spent, the less is reserved: it was not needed. */
    public int floor(Priority priority, double unspent) {
        var kept = floors.get(priority);
        var always = Math.min(ALWAYS_KEPT.get(priority), kept);
        return Math.max(always, (int) (kept * Math.min(1, unspent / calls)));
    }

    /**
     * How many calls a node takes at once: for all waiting ones, and some more while there is plenty, to save round
     * trips. None while this priority must wait.
     */
    int slice(double ready, int floor, int waiting) {
        var there = whole(ready - floor);
        var ahead = ready - waiting > capacity / 2.0 ? capacity / 8 : 0;
        return Math.max(0, Math.min(there, waiting + ahead));
    }

    /** Fractions flow in: what is all but whole is whole. */
    static int whole(double calls) {
        return (int) Math.floor(calls + 1e-6);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
