package dev.interlude.simulation;

import dev.interlude.bench.Machine;
import dev.interlude.bench.MarkedBlock;
import dev.interlude.platform.ConsoleLog;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * {@code ./interlude simulate [--seeds N] [--from SEED] [--write] | --seed S}: one story for each seed; stops at the first
 * that ends wrong, and says how to replay it. Exit code 0 if all end right.
 */
public final class Simulate {

    private static final String USAGE =
            "Usage: interlude simulate [--seeds N (10000)] [--from SEED (1)] [--write] | --seed S   plays stories of faults and deaths by seed, on a clock that stands";
    private static final int PROGRESS = 100;

    private Simulate() {}

    public static void main(String[] args) throws IOException {
        var words = List.of(args);
        long from;
        long seeds;
        try {
            var one = number(words, "--seed", -1);
            from = one >= 0 ? one : number(words, "--from", 1);
            seeds = one >= 0 ? 1 : number(words, "--seeds", 10_000);
        } catch (RuntimeException e) {
            System.err.println(USAGE);
            System.exit(1);
            return;
        }
        ConsoleLog.warningsOnly();
        System.exit(played(from, seeds, words.contains("--seed"), words.contains("--write")) ? 0 : 1);
    }

    private static boolean played(long from, long seeds, boolean told, boolean write) throws IOException {
        try (var simulation = new Simulation("--logging.threshold.console=OFF")) {
            var began = System.nanoTime();
            for (long seed = from; seed < from + seeds; seed++) {
                var outcome = simulation.run(seed);
                if (told || !outcome.wrongs().isEmpty()) {
                    System.out.println(outcome.report());
                }
                if (!outcome.wrongs().isEmpty()) {
                    System.out.printf(
                            "Replay it: ./interlude simulate --seed %d; if it ends right alone: --from %d --seeds %d%n",
                            seed, from, seed - from + 1);
                    return false;
                }
                if ((seed - from + 1) % PROGRESS == 0 || seed == from + seeds - 1) {
                    System.out.printf("%d seeds in %d s, nothing is wrong%n", seed - from + 1, secondsSince(began));
                }
            }
            if (write) {
                MarkedBlock.replace(
                        MarkedBlock.RELIABILITY,
                        "simulate",
                        "`./interlude simulate --from %d --seeds %d` on %s: all ended right, in %d s"
                                .formatted(from, seeds, Machine.describe(), secondsSince(began)));
            }
            return true;
        }
    }

    private static long secondsSince(long began) {
        return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);
    }

    private static long number(List<String> words, String name, long usual) {
        var at = words.indexOf(name);
        return at < 0 ? usual : Long.parseLong(words.get(at + 1));
    }
}
