package dev.interlude.calcom;

import java.util.ArrayDeque;
import java.util.Deque;

/** Counts calls in every window of a length, whenever it begins: Cal.com's begins at the first hit, which is any. */
final class FixedWindow {

    private final long millis;
    private final Deque<Long> calls = new ArrayDeque<>();
    private int most;

    FixedWindow(long millis) {
        this.millis = millis;
    }

    void hit(long at) {
        calls.addLast(at);
        while (calls.getFirst() <= at - millis) {
            calls.removeFirst();
        }
        most = Math.max(most, calls.size());
    }

    /** Calls in the fullest window so far. */
    int most() {
        return most;
    }
}
