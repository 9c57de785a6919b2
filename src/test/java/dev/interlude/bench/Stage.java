package dev.interlude.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;

/** One kind of work, measured in several rounds among the others. */
final class Stage {

    /** @param settled seconds from its beginning until all effects of it were committed */
    record Round(Load.Result load, double settled, Counters spent) {}

    /** Waits for effects that callers do not wait for. */
    interface Effects {
        void await();
    }

    private final String name;
    private final int connections;
    private final long latencyMillis;
    private final Callable<? extends Load.Worker> workers;
    private final Effects effects;
    private final boolean interlude;
    private final List<Round> rounds = new ArrayList<>();

    /** @param latencyMillis of Cal.com */
    Stage(String name, int connections, long latencyMillis, Callable<? extends Load.Worker> workers) {
        this(name, connections, latencyMillis, workers, () -> {}, true);
    }

    /** Work of others, for comparison. */
    static Stage reference(String name, int connections, Callable<? extends Load.Worker> workers) {
        return new Stage(name, connections, 0, workers, () -> {}, false);
    }

    /** Work that goes on when its callers have been answered. */
    static Stage withEffects(String name, int connections, Callable<? extends Load.Worker> workers, Effects effects) {
        return new Stage(name, connections, 0, workers, effects, true);
    }

    private Stage(
            String name,
            int connections,
            long latencyMillis,
            Callable<? extends Load.Worker> workers,
            Effects effects,
            boolean interlude) {
        this.interlude = interlude;
        this.name = name;
        this.connections = connections;
        this.latencyMillis = latencyMillis;
        this.workers = workers;
        this.effects = effects;
    }

    String name() {
        return name;
    }

    int connections() {
        return connections;
    }

    long latencyMillis() {
        return latencyMillis;
    }

    Callable<? extends Load.Worker> workers() {
        return workers;
    }

    Effects effects() {
        return effects;
    }

    void add(Round round) {
        rounds.add(round);
    }

    List<Round> rounds() {
        return rounds;
    }

    double perSecond() {
        return median(round -> round.load().perSecond());
    }

    /** With their effects. */
    double settledPerSecond() {
        return median(round -> (round.load().timings().count() - round.load().failed()) / round.settled());
    }

    /** Milliseconds. */
    double at(int percentile) {
        return median(round -> round.load().timings().at(percentile));
    }

    long failed() {
        return rounds.stream().mapToLong(round -> round.load().failed()).sum();
    }

    /** Whether it was Interlude's work: what it had spent is not told apart from what runs beside it. */
    boolean ofInterlude() {
        return interlude;
    }

    /** CPU milliseconds of the server for one of them. */
    double cpuMillis() {
        return perOne(round -> round.spent().cpu().toNanos() / 1e6);
    }

    /** The same of PostgreSQL. */
    double databaseMillis() {
        return perOne(round -> round.spent().databaseCpu().toNanos() / 1e6);
    }

    double allocatedKilobytes() {
        return perOne(round -> round.spent().allocated() / 1e3);
    }

    double transactions() {
        return perOne(round -> round.spent().transactions());
    }

    double flushes() {
        return perOne(round -> round.spent().flushes());
    }

    double upstream() {
        return perOne(round -> round.spent().upstream());
    }

    /** How far the rounds are apart: (most - least) / median. */
    double spread() {
        var all = rounds.stream().mapToDouble(round -> round.load().perSecond()).summaryStatistics();
        return (all.getMax() - all.getMin()) / perSecond();
    }

    private double perOne(ToDoubleFunction<Round> spent) {
        return median(round ->
                spent.applyAsDouble(round) / Math.max(1, round.load().timings().count()));
    }

    private double median(ToDoubleFunction<Round> figure) {
        var sorted = rounds.stream()
                .map(figure::applyAsDouble)
                .sorted(Comparator.naturalOrder())
                .toList();
        return sorted.get(sorted.size() / 2);
    }
}
