package dev.interlude.chaos;

import dev.interlude.bench.MarkedBlock;
import dev.interlude.platform.ConsoleLog;
import dev.interlude.support.Pacing;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * {@code ./interlude chaos}: two nodes and one PostgreSQL under mixed load while everything fails in turn. At the end what
 * callers were told, the database and Cal.com are compared item by item. Exit code 0 if nothing is wrong.
 */
public final class Chaos {

    private static final String USAGE =
            "Usage: interlude chaos [--minutes N (10) | --quick] [--seed S] [--write]   breaks everything in turn under load, then compares all sides";
    private static final int MINUTES = 10;
    private static final int CALLERS = 12;
    private static final Duration CALLERS_PACE = Duration.ofMillis(1500);
    private static final Duration OTHERS_PACE = Duration.ofMillis(3000);
    private static final Duration BETWEEN_ROUNDS = Duration.ofSeconds(2);
    private static final Duration UNTIL_ANSWERED = Duration.ofMinutes(4);

    private final ChaosOptions options;
    private final ChaosSite site;
    private final Answers answers = new Answers();
    private final Recoveries recoveries;
    private final Queue<Request> requests = new ConcurrentLinkedQueue<>();
    private final Instant began = Instant.now();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile boolean loaded = true;
    private int rounds;
    private long longestFrozen;

    private Chaos(ChaosOptions options, ChaosSite site) {
        this.options = options;
        this.site = site;
        this.recoveries = new Recoveries(site, answers);
    }

    public static void main(String[] args) throws Exception {
        var options = ChaosOptions.read(USAGE, MINUTES, args);
        if (options == null) {
            System.exit(1);
        }
        ConsoleLog.warningsOnly();
        System.out.printf("seed %d; the nodes' logs are target/servers/chaos-*.log%n", options.seed());
        var right = false;
        try (var site = new ChaosSite("chaos", FaultPlan.NODES, Map.of(Subscriber.ALLOWED, "true"))) {
            right = new Chaos(options, site).run();
        } catch (Exception e) {
            e.printStackTrace();
            System.err.println("interlude: it ended before its time; the nodes' logs in target/servers/ may tell why");
        }
        System.exit(right ? 0 : 1);
    }

    private boolean run() throws Exception {
        var subscriber = new Subscriber(site);
        var forOthers = new ConcurrentLinkedQueue<String>();
        var shared = new ChaosCaller.Shared(new Diary(), requests, forOthers, CALLERS_PACE, () -> loaded);
        var callers = new ArrayList<Runnable>();
        var patient = new ArrayList<Patience>();
        for (int n = 1; n <= CALLERS; n++) {
            var random = new Random(options.seed() * 100 + n);
            patient.add(new Patience(site, answers, random));
            callers.add(new ChaosCaller("caller" + n, shared, patient.get(n - 1), random));
        }
        var others = new DirectUser(site.calcom, shared, options.seed(), OTHERS_PACE);
        callers.add(others);
        var watch = Executors.newSingleThreadScheduledExecutor();
        watch.scheduleWithFixedDelay(recoveries::look, 500, 500, TimeUnit.MILLISECONDS);
        var working = new ArrayList<Future<?>>();
        callers.forEach(caller -> working.add(threads.submit(caller)));

        breakAllInTurn();

        say("no more faults; callers wait for what they have asked");
        loaded = false;
        var end = System.nanoTime() + UNTIL_ANSWERED.toNanos();
        patient.forEach(patience -> patience.end(end));
        threads.shutdown();
        for (var one : working) {
            one.get(UNTIL_ANSWERED.toSeconds() + 60, TimeUnit.SECONDS);
        }
        new Rest(site).await(Instant.now());
        watch.shutdown();

        var wrongs = new ArrayList<>(Verdict.of(
                requests.stream().map(Request::claim).toList(),
                Books.read(site.jdbc(), site.calcom, subscriber.told())));
        answers.failed().forEach(what -> wrongs.add(new Wrong(Wrong.Kind.FAILED, what)));
        wrongs.addAll(recoveries.wrongs());
        return reported(wrongs, others.done());
    }

    private void breakAllInTurn() {
        var plan = new FaultPlan(options.seed());
        var faults = new FaultMaker(site, options.seed());
        var end = began.plus(Duration.ofMinutes(options.minutes()));
        while (Instant.now().isBefore(end)) {
            var round = plan.next();
            rounds++;
            say("%d: %s, for %d s"
                    .formatted(
                            rounds,
                            round.faults().stream()
                                    .map(fault ->
                                            fault.what() + (fault.ofOneNode() ? " (" + (round.node() + 1) + ")" : ""))
                                    .toList(),
                            round.length().toSeconds()));
            answers.longestSinceAsked();
            faults.begin(round);
            Pacing.rest(round.length());
            faults.end(round);
            var ended = System.nanoTime();
            if (round.faults().equals(List.of(ChaosFault.FREEZE_POSTGRES))) {
                longestFrozen = Math.max(longestFrozen, answers.longestSinceAsked() / 1_000_000);
            }
            say("   served again after " + recoveries.await(round, ended) + "; " + answers.changed()
                    + " changes so far");
            Pacing.rest(BETWEEN_ROUNDS);
        }
        faults.endAll();
    }

    private boolean reported(List<Wrong> wrongs, int direct) throws IOException {
        wrongs.forEach(System.out::println);
        var report = new ChaosReport(
                options,
                site,
                rounds,
                requests.size(),
                answers.changed(),
                direct,
                answers.byStatus(),
                longestFrozen,
                recoveries,
                wrongs);
        System.out.println();
        System.out.println(report.markdown());
        if (options.write()) {
            MarkedBlock.replace(MarkedBlock.RELIABILITY, "chaos", report.markdown());
        }
        System.out.println(wrongs.isEmpty() ? "nothing is wrong" : wrongs.size() + " things are wrong");
        return wrongs.isEmpty();
    }

    private void say(String what) {
        System.out.printf("%4d s  %s%n", Duration.between(began, Instant.now()).toSeconds(), what);
    }
}
