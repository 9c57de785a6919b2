package dev.interlude.platform.http;

import java.util.HashMap;
import java.util.Map;

/**
 * The bodies whose next bytes have to be waited for, each on a thread: limited in all, and more so for one sender, so that
 * a slow one leaves room for the others. A body that comes with its request is never counted.
 */
final class SlowBodies {

    private final int most;
    private final int mostOfOne;
    private final Map<String, Integer> waiting = new HashMap<>();
    private int all;

    SlowBodies(int most, int mostOfOne) {
        this.most = most;
        this.mostOfOne = mostOfOne;
    }

    synchronized boolean enter(String sender) {
        if (all >= most || waiting.getOrDefault(sender, 0) >= mostOfOne) {
            return false;
        }
        all++;
        waiting.merge(sender, 1, Integer::sum);
        return true;
    }

    synchronized void leave(String sender) {
        all--;
        waiting.computeIfPresent(sender, (who, count) -> count == 1 ? null : count - 1);
    }
}
