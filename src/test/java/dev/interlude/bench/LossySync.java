package dev.interlude.bench;

import dev.interlude.cli.Client;
import dev.interlude.platform.ConsoleLog;
import dev.interlude.sandbox.SandboxSettings;
import dev.interlude.sandbox.webhook.Trouble;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code ./interlude lossy-sync [changes] [--write]}: bookings are made, moved and cancelled from both sides while Cal.com loses 20 %
 * of its webhooks, sends 10 % twice and 10 % late. Then both sides are compared once. Exit code 0 if they hold the same.
 */
public final class LossySync {

    private static final int CHANGES = 2000;
    private static final long SEED = 4;
    private static final long LATE_MILLIS = 3000;

    private final StringBuilder rows = new StringBuilder();

    private LossySync() {}

    public static void main(String[] args) throws Exception {
        var write = List.of(args).contains("--write");
        var changes = Stream.of(args)
                .filter(word -> !word.startsWith("-"))
                .mapToInt(Integer::parseInt)
                .findFirst()
                .orElse(CHANGES);
        ConsoleLog.warningsOnly();
        var sync = new LossySync();
        var left = -1;
        try (var server = MeasuredServer.start(
                SandboxSettings::of,
                "interlude.calcom.accounts.salon.calls=1000000",
                "interlude.sync.incremental-schedule=0 0 0 1 1 ? 2099",
                "interlude.sync.full-schedule=0 0 0 1 1 ? 2099",
                "interlude.sync.grace=0s")) {
            var sandbox = server.sandbox();
            var interlude = server.interlude();
            var world = new LossyWorld(
                    sandbox, server.url(), server.key(), LocalDate.now().plusDays(7), changes / 60 + 7, SEED);
            interlude.put("/api/v1/webhook-registration", Map.of("subscriberUrl", server.url() + "/webhooks/calcom"));
            sandbox.webhooks(new Trouble(0.2, 0.1, 0.1, LATE_MILLIS, SEED));
            sync.line("changes", world.change(changes));
            sync.line(
                    "webhooks",
                    sandbox.deliveries().stream()
                                    .collect(Collectors.groupingBy(d -> d.outcome(), Collectors.counting()))
                            + " (the last 2000)");
            new CountDownLatch(1).await(2 * LATE_MILLIS, TimeUnit.MILLISECONDS);
            sync.line(
                    "differences before",
                    LossyWorld.differences(world.local(), world.atCalcom()).size());
            left = sync.compare(interlude, world);
            if (write) {
                MarkedBlock.replace(
                        MarkedBlock.RELIABILITY, "lossy-sync", sync.markdown(Machine.describe(server.pool())));
            }
        }
        System.exit(left == 0 ? 0 : 1);
    }

    private int compare(Client interlude, LossyWorld world) throws IOException, InterruptedException {
        var run = interlude
                .post("/api/v1/sync", Map.of("mode", "incremental"))
                .body()
                .path("runId")
                .asText();
        var never = new CountDownLatch(1);
        var report = interlude.get("/api/v1/sync/runs/" + run).body();
        while (report.path("state").asText().equals("running")) {
            never.await(200, TimeUnit.MILLISECONDS);
            report = interlude.get("/api/v1/sync/runs/" + run).body();
        }
        line(
                "one incremental run",
                report.path("state").asText() + ", compared "
                        + report.path("read").asInt());
        line("found", report.path("found"));
        line("outcome", report.path("outcome"));
        var here = world.local();
        var there = world.atCalcom();
        var differences = LossyWorld.differences(here, there);
        line("bookings here", here.size());
        line("bookings in Cal.com", there.size());
        differences.stream()
                .limit(20)
                .forEach(uid -> System.out.println("  " + uid + " here " + here.get(uid) + " there " + there.get(uid)));
        line("differences", differences.size());
        return differences.size();
    }

    private void line(String what, Object figure) {
        System.out.printf("%-24s %s%n", what, figure);
        rows.append("| ").append(what).append(" | ").append(figure).append(" |\n");
    }

    private String markdown(String machine) {
        return "`./interlude lossy-sync` on " + machine + ":\n\n| what | result |\n|---|---|\n" + rows;
    }
}
