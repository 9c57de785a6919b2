package dev.interlude.chaos;

import dev.interlude.bench.Machine;
import dev.interlude.bench.MarkedBlock;
import dev.interlude.platform.ConsoleLog;
import dev.interlude.support.Pacing;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code ./interlude soak}: one node under a steady mixed load, with what it keeps kept for a short time. Heap, threads, files,
 * connections and rows are looked at all the time. Exit code 0 if none of them grows after the first quarter.
 */
public final class Soak {

    private static final String USAGE =
            "Usage: interlude soak [--minutes N (60) | --quick] [--seed S] [--write]   a steady load on one node; fails if anything grows";
    private static final int MINUTES = 60;
    private static final int SAMPLES = 60;
    private static final int CALLERS = 3;
    private static final Duration CALLERS_PACE = Duration.ofMillis(1500);
    private static final Duration OTHERS_PACE = Duration.ofSeconds(6);
    private static final Duration LONGEST_REQUEST = Duration.ofMinutes(2);

    private final ChaosOptions options;
    private final ChaosSite site;
    private final KeptRows rows;
    private final Answers answers = new Answers();
    private final Map<Gauge, List<Double>> samples = new EnumMap<>(Gauge.class);
    private volatile boolean loaded = true;

    private Soak(ChaosOptions options, ChaosSite site) {
        this.options = options;
        this.site = site;
        this.rows = new KeptRows(site.jdbc());
    }

    public static void main(String[] args) throws Exception {
        var options = ChaosOptions.read(USAGE, MINUTES, args);
        if (options == null) {
            System.exit(1);
        }
        ConsoleLog.warningsOnly();
        var flat = false;
        try (var site = new ChaosSite("soak", 1, KeptRows.keptFor(options.minutes()))) {
            flat = new Soak(options, site).run();
        } catch (Exception e) {
            e.printStackTrace();
            System.err.println("interlude: it ended before its time; the nodes' logs in target/servers/ may tell why");
        }
        System.exit(flat ? 0 : 1);
    }

    private boolean run() throws Exception {
        var threads = Executors.newCachedThreadPool();
        var shared = new ChaosCaller.Shared(
                new Diary(), new ConcurrentLinkedQueue<>(), new ConcurrentLinkedQueue<>(), CALLERS_PACE, () -> loaded);
        var working = new ArrayList<Future<?>>();
        for (int n = 1; n <= CALLERS; n++) {
            var random = new Random(options.seed() * 100 + n);
            working.add(
                    threads.submit(new ChaosCaller("soak" + n, shared, new Patience(site, answers, random), random)));
        }
        working.add(threads.submit(new DirectUser(site.calcom, shared, options.seed(), OTHERS_PACE)));
        watch();
        loaded = false;
        threads.shutdown();
        for (var one : working) {
            one.get(LONGEST_REQUEST.toSeconds(), TimeUnit.SECONDS);
        }
        return reported();
    }

    private void watch() {
        var began = Instant.now();
        var between = Duration.ofMinutes(options.minutes()).dividedBy(SAMPLES);
        for (int n = 1; n <= SAMPLES; n++) {
            Pacing.rest(Duration.between(Instant.now(), began.plus(between.multipliedBy(n))));
            sample();
            System.out.printf(
                    "%4d s  %s; %d changes; %d rows removed%n",
                    Duration.between(began, Instant.now()).toSeconds(),
                    samples.entrySet().stream()
                            .map(entry -> "%s %.0f"
                                    .formatted(
                                            entry.getKey().name().toLowerCase(java.util.Locale.ROOT),
                                            entry.getValue()
                                                    .get(entry.getValue().size() - 1)))
                            .collect(Collectors.joining(", ")),
                    answers.changed(),
                    rows.removed());
        }
    }

    private void sample() {
        var node = site.node(0);
        add(Gauge.HEAP, node.heapAfterCollection() / 1024.0);
        add(Gauge.THREADS, node.metric("jvm_threads_live_threads"));
        add(Gauge.FILES, node.metric("process_files_open_files"));
        add(Gauge.CONNECTIONS, rows.connections());
        add(Gauge.DEAD_ROWS, rows.dead());
        add(Gauge.KEPT_ROWS, rows.kept());
    }

    private void add(Gauge gauge, double value) {
        samples.computeIfAbsent(gauge, any -> new ArrayList<>()).add(value);
    }

    private boolean reported() throws IOException {
        var growing = samples.entrySet().stream()
                .filter(entry -> !entry.getKey().isFlat(Trend.of(entry.getValue())))
                .map(entry -> entry.getKey().what() + " grows")
                .toList();
        var wrong = Stream.of(
                        growing.stream(),
                        rows.unremoved().stream().map(table -> "no row of " + table + " was removed"),
                        answers.failed().stream().map(what -> "failed: " + what))
                .flatMap(all -> all)
                .toList();
        var markdown = markdown();
        System.out.println();
        System.out.println(markdown);
        if (options.write()) {
            MarkedBlock.replace(MarkedBlock.RELIABILITY, "soak", markdown);
        }
        wrong.forEach(System.out::println);
        System.out.println(wrong.isEmpty() ? "nothing grows" : wrong.size() + " things are wrong");
        return wrong.isEmpty();
    }

    private String markdown() {
        return "`./interlude soak --minutes %d` on %s. %d changes, answers by status %s; %d rows removed meanwhile by their retention.%n%n"
                        .formatted(
                                options.minutes(),
                                Machine.describe(site.postgres.dataSource()),
                                answers.changed(),
                                answers.byStatus(),
                                rows.removed())
                + "| what | after a quarter | at the end | growth | tolerated |\n|---|---|---|---|---|\n"
                + samples.entrySet().stream()
                        .map(entry -> row(entry.getKey(), Trend.of(entry.getValue())))
                        .collect(Collectors.joining());
    }

    private static String row(Gauge gauge, Trend trend) {
        return "| %s | %.0f | %.0f | %+.1f | %.1f |%n"
                .formatted(gauge.what(), trend.first(), trend.last(), trend.growth(), gauge.tolerated(trend));
    }
}
