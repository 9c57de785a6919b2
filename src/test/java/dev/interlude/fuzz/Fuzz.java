package dev.interlude.fuzz;

import dev.interlude.platform.ConsoleLog;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * {@code ./interlude fuzz [--requests N] [--deliveries N] [--seed S]}: sends what nobody should send, to every endpoint, and
 * prints each answer that is wrong with the command that gets it again. Exit code 0 if there is none.
 */
public final class Fuzz {

    private static final String USAGE =
            "./interlude fuzz [--requests N] [--deliveries N] [--seed S]   50000 of each, and a seed of its own, if left out";
    private static final int SHOWN = 20;

    private Fuzz() {}

    public static void main(String[] args) throws Exception {
        var options = options(args);
        if (options == null) {
            System.err.println(USAGE);
            System.exit(List.of(args).contains("--help") ? 0 : 1);
        }
        var seed = options.getOrDefault("--seed", System.nanoTime());
        ConsoleLog.warningsOnly();
        System.out.println("seed " + seed);
        var found = new ArrayList<Finding>();
        try (var run = FuzzRun.start(seed, "logging.threshold.console=OFF")) {
            var requests = options.getOrDefault("--requests", 50_000L).intValue();
            var deliveries = options.getOrDefault("--deliveries", 50_000L).intValue();
            found.addAll(watched("requests", run, requests, () -> run.requests(requests)));
            found.addAll(watched("management port", run, requests / 10, () -> run.management(requests / 10)));
            found.addAll(watched("deliveries", run, deliveries, () -> run.deliveries(deliveries)));
            System.out.println("deliveries ended " + new SentInbox(run.server()).ended());
        }
        found.stream().limit(SHOWN).forEach(System.out::println);
        System.out.println(found.size() + " answers or deliveries are not as they should be"
                + (found.isEmpty() ? "" : "; repeat them with --seed " + seed));
        System.exit(found.isEmpty() ? 0 : 1);
    }

    /** @return null: they cannot be understood */
    private static Map<String, Long> options(String[] args) {
        var options = new HashMap<String, Long>();
        for (var i = 0; i < args.length; i += 2) {
            var known = List.of("--requests", "--deliveries", "--seed").contains(args[i]);
            if (!known || i + 1 == args.length || !args[i + 1].matches("-?\\d{1,18}")) {
                return null;
            }
            options.put(args[i], Long.parseLong(args[i + 1]));
        }
        return options;
    }

    private static Collection<Finding> watched(String what, FuzzRun run, int count, Callable<Collection<Finding>> work)
            throws Exception {
        var before = run.done();
        var progress = Executors.newSingleThreadScheduledExecutor();
        progress.scheduleAtFixedRate(
                () -> System.out.printf("%s: %,d of %,d%n", what, run.done() - before, count),
                10,
                10,
                TimeUnit.SECONDS);
        try {
            var began = System.nanoTime();
            var found = work.call();
            System.out.printf(
                    "%s: %,d in %.0f s, %d wrong%n", what, count, (System.nanoTime() - began) / 1e9, found.size());
            return found;
        } finally {
            progress.shutdownNow();
        }
    }
}
