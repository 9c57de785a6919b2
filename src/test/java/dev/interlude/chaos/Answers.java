package dev.interlude.chaos;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** What callers got, answer by answer; for how long the service was away, and what it said. */
final class Answers {

    /** @param began by {@link System#nanoTime} */
    record Change(int node, long began, long ended) {}

    private final Collection<Change> changes = new ConcurrentLinkedQueue<>();
    private final Collection<String> failed = new ConcurrentLinkedQueue<>();
    private final Map<Integer, Long> byStatus = new ConcurrentHashMap<>();
    private final AtomicLong longest = new AtomicLong();

    /** @param status 0: there was none */
    void add(int node, long began, int status, boolean changes, String what) {
        var ended = System.nanoTime();
        byStatus.merge(status, 1L, Long::sum);
        longest.accumulateAndGet(ended - began, Math::max);
        if (changes && (status == 200 || status == 201)) {
            this.changes.add(new Change(node, began, ended));
        }
        if (status == 500) {
            failed.add(what);
        }
    }

    /** Whether something that began at this node after a moment was changed. */
    boolean changedAt(int node, long after) {
        return changes.stream().anyMatch(change -> change.node == node && change.began >= after);
    }

    /** When the first such change was answered. */
    long firstChangeAt(int node, long after) {
        return changes.stream()
                .filter(change -> change.node == node && change.began >= after)
                .mapToLong(Change::ended)
                .min()
                .orElseThrow();
    }

    /** The longest that any took since this was last asked. */
    long longestSinceAsked() {
        return longest.getAndSet(0);
    }

    int changed() {
        return changes.size();
    }

    Map<Integer, Long> byStatus() {
        return new TreeMap<>(byStatus);
    }

    List<String> failed() {
        return new ArrayList<>(failed);
    }
}
