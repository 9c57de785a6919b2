package dev.interlude.calcom.budget;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** How many calls of an account this node has sent in the last five minutes, by priority. */
final class SpentCalls {

    static final Duration SPAN = Duration.ofMinutes(5);

    private static final Duration STEP = Duration.ofSeconds(15);

    private record Step(long number, Map<Priority, Long> calls) {}

    private final Clock clock;
    private final Deque<Step> steps = new ArrayDeque<>();

    SpentCalls(Clock clock) {
        this.clock = clock;
    }

    synchronized void add(Priority priority) {
        var now = current();
        if (steps.isEmpty() || steps.getLast().number != now) {
            steps.addLast(new Step(now, new EnumMap<>(Priority.class)));
        }
        steps.getLast().calls.merge(priority, 1L, Long::sum);
    }

    /** Each priority by its name, the highest first. */
    synchronized Map<String, Long> figures() {
        current();
        var figures = new LinkedHashMap<String, Long>();
        for (var priority : Priority.values()) {
            figures.put(
                    priority.text(),
                    steps.stream()
                            .mapToLong(step -> step.calls.getOrDefault(priority, 0L))
                            .sum());
        }
        return figures;
    }

    private long current() {
        var now = clock.millis() / STEP.toMillis();
        steps.removeIf(step -> step.number <= now - SPAN.dividedBy(STEP));
        return now;
    }
}
