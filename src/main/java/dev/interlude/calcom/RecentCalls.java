package dev.interlude.calcom;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;

/** The results of the calls of the last minutes. */
final class RecentCalls {

    private static final long SLOT_MILLIS = 15_000;
    private static final int SLOTS = 20;

    /** @param good were answered, be it with a refusal; @param goodNanos what those took together */
    record Figures(long all, long good, long goodNanos) {

        /** In percent, with one digit; null without a call. */
        Double successRate() {
            return all == 0 ? null : Math.round(1000.0 * good / all) / 10.0;
        }

        /** Of the calls that were answered; null without one. */
        Long latencyMillis() {
            return good == 0 ? null : goodNanos / good / 1_000_000;
        }
    }

    private static final class Slot {
        private final long number;
        private long all;
        private long good;
        private long goodNanos;

        private Slot(long number) {
            this.number = number;
        }
    }

    private final Clock clock;
    private final Deque<Slot> slots = new ArrayDeque<>();

    RecentCalls(Clock clock) {
        this.clock = clock;
    }

    synchronized void record(boolean good, long nanos) {
        var number = clock.millis() / SLOT_MILLIS;
        forget(number);
        if (slots.isEmpty() || slots.getLast().number != number) {
            slots.addLast(new Slot(number));
        }
        var slot = slots.getLast();
        slot.all++;
        if (good) {
            slot.good++;
            slot.goodNanos += nanos;
        }
    }

    synchronized Figures figures() {
        forget(clock.millis() / SLOT_MILLIS);
        return new Figures(
                slots.stream().mapToLong(s -> s.all).sum(),
                slots.stream().mapToLong(s -> s.good).sum(),
                slots.stream().mapToLong(s -> s.goodNanos).sum());
    }

    private void forget(long now) {
        while (!slots.isEmpty() && slots.getFirst().number <= now - SLOTS) {
            slots.removeFirst();
        }
    }
}
