package dev.interlude.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Which faults come in which order, as a seed says: all of them before any comes again, and now and then one of our side
 * and one of Cal.com's at once.
 */
final class FaultPlan {

    static final int NODES = 2;
    private static final int SECONDS_AT_LEAST = 4;
    private static final int SECONDS_MORE = 7;
    /** Longer than callers may have to wait while it is frozen. */
    private static final Duration FROZEN_DATABASE = Duration.ofSeconds(15);

    /** @param node that it hits, if it hits only one */
    record Round(List<ChaosFault> faults, int node, Duration length) {

        boolean has(ChaosFault fault) {
            return faults.contains(fault);
        }
    }

    private final Random random;
    private final List<ChaosFault> left = new ArrayList<>();

    FaultPlan(long seed) {
        this.random = new Random(seed);
    }

    Round next() {
        if (left.isEmpty()) {
            left.addAll(List.of(ChaosFault.values()));
            Collections.shuffle(left, random);
        }
        var faults = new ArrayList<>(List.of(left.remove(0)));
        var node = random.nextInt(NODES);
        var length = Duration.ofSeconds(SECONDS_AT_LEAST + random.nextInt(SECONDS_MORE));
        if (random.nextInt(3) == 0) {
            left.stream()
                    .filter(other -> other.ofCalcom() != faults.get(0).ofCalcom())
                    .findFirst()
                    .ifPresent(other -> {
                        left.remove(other);
                        faults.add(other);
                    });
        }
        return new Round(faults, node, faults.contains(ChaosFault.FREEZE_POSTGRES) ? FROZEN_DATABASE : length);
    }
}
