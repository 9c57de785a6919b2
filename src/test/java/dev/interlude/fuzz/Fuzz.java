package dev.interlude.fuzz;

import dev.interlude.bench.Machine;
import dev.interlude.bench.MarkedBlock;
import dev.interlude.platform.ConsoleLog;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * {@code ./interlude fuzz [--requests N] [--deliveries N] [--seed S] [--write]}: sends what nobody should send, to every
 * endpoint, and prints each answer that is wrong with the command that gets it again. Exit code 0 if there is none.
 */
public final class Fuzz {

    private static final String USAGE =
            "./interlude fuzz [--requests N] [--deliveries N] [--seed S] [--write]   50000 of each, and a seed of its own, if left out";
    private static final String WRITE = "--write";
    private static final int SHOWN = 20;

    private final StringBuilder rows = new StringBuilder();

    private Fuzz() {}

    public static void main(String[] args) throws Exception {
        var options =
                options(Stream.of(args).filter(word -> !word.equals(WRITE)).toList());
        if (options == null) {
            System.err.println(USAGE);
            System.exit(List.of(args).contains("--help") ? 0 : 1);
        }
        var seed = options.getOrDefault("--seed", System.nanoTime());
        ConsoleLog.warningsOnly();
        System.out.println("seed " + seed);
        var found = new ArrayList<Finding>();
        var fuzz = new Fuzz();
        try (var run = FuzzRun.start(seed, "logging.threshold.console=OFF")) {
            var requests = options.getOrDefault("--requests", 50_000L).intValue();
            var deliveries = options.getOrDefault("--deliveries", 50_000L).intValue();
            found.addAll(fuzz.watched("requests", run, requests, () -> run.requests(requests)));
            found.addAll(fuzz.watched("management port", run, requests / 10, () -> run.management(requests / 10)));
            found.addAll(fuzz.watched("deliveries", run, deliveries, () -> run.deliveries(deliveries)));
            var ended = "deliveries ended " + new SentInbox(run.server()).ended();
            System.out.println(ended);
            if (List.of(args).contains(WRITE)) {
                MarkedBlock.replace(
                        MarkedBlock.RELIABILITY,
                        "fuzz",
                        fuzz.markdown(seed, Machine.describe(run.server().pool()), ended));
            }
        }
        found.stream().limit(SHOWN).forEach(System.out::println);
        System.out.println(found.size() + " answers or deliveries are not as they should be"
                + (found.isEmpty() ? "" : "; repeat them with --seed " + seed));
        System.exit(found.isEmpty() ? 0 : 1);
    }

    /** @return null: they cannot be understood */
    private static Map<String, Long> options(List<String> words) {
        var options = new HashMap<String, Long>();
        for (var i = 0; i < words.size(); i += 2) {
            var known = List.of("--requests", "--deliveries", "--seed").contains(words.get(i));
            if (!known || i + 1 == words.size() || !words.get(i + 1).matches("-?\\d{1,18}")) {
                return null;
            }
            options.put(words.get(i), Long.parseLong(words.get(i + 1)));
        }
        return options;
    }

    private Collection<Finding> watched(String what, FuzzRun run, int count, Callable<Collection<Finding>> work)
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
            var seconds = (System.nanoTime() - began) / 1e9;
            System.out.printf("%s: %,d in %.0f s, %d wrong%n", what, count, seconds, found.size());
            rows.append("| %s | %,d | %.0f s | %d |%n".formatted(what, count, seconds, found.size()));
            return found;
        } finally {
            progress.shutdownNow();
        }
    }

    private String markdown(long seed, String machine, String ended) {
        return "`./interlude fuzz --seed %d` on %s:%n%n| what | sent | in | wrong answers or effects |%n|---|---|---|---|%n%s%n%s"
                .formatted(seed, machine, rows, ended);
    }
}
