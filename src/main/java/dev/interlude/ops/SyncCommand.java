package dev.interlude.ops;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * {@code ./interlude sync [--full] [--dry-run] [--force]} and {@code ./interlude sync-status}: has a running server compare
 * both sides, or asks it how they stand. Exit code 0 if they are in step, 1 if something differs, 2 if it could not be told.
 */
public final class SyncCommand {

    private static final Duration PATIENCE = Duration.ofHours(1);
    private static final List<String> WORDS = List.of("--full", "--dry-run", "--force");

    private final Client server;

    private SyncCommand(Client server) {
        this.server = server;
    }

    public static void main(String[] args) throws InterruptedException {
        var words = Arrays.asList(args).subList(1, args.length);
        var unknown = words.stream().filter(word -> !WORDS.contains(word)).findFirst();
        if (unknown.isPresent()) {
            System.out.println("There is no option " + unknown.get() + "; there are " + WORDS);
            System.exit(2);
        }
        var server = new Client(
                "http://127.0.0.1:" + env("INTERLUDE_PORT", "8080"),
                Map.of("Authorization", "Bearer " + env("INTERLUDE_ADMIN_KEY", "local-admin-key")));
        System.exit(new SyncCommand(server).answer(args[0], words));
    }

    private static String env(String name, String otherwise) {
        return Optional.ofNullable(System.getenv(name)).orElse(otherwise);
    }

    private int answer(String what, List<String> words) throws InterruptedException {
        try {
            return what.equals("status") ? status() : run(words);
        } catch (IOException e) {
            System.out.println("Nobody answers at the API port; is the server running?");
            return 2;
        }
    }

    private int run(List<String> words) throws IOException, InterruptedException {
        var begun = server.post(
                "/api/v1/sync",
                Map.of(
                        "mode", words.contains("--full") ? "full" : "incremental",
                        "dryRun", words.contains("--dry-run"),
                        "force", words.contains("--force")));
        if (begun.status() != 202) {
            System.out.println(begun.body().path("detail").asText("no: HTTP " + begun.status()));
            return 2;
        }
        var report = ended(begun.body().path("runId").asText());
        print(report);
        if (!report.path("state").asText().equals("done")) {
            return 2;
        }
        var outcome = report.path("outcome");
        return outcome.path("open").asInt()
                                + outcome.path("flagged").asInt()
                                + outcome.path("failed").asInt()
                                + outcome.path("reported").asInt()
                        == 0
                ? 0
                : 1;
    }

    private JsonNode ended(String run) throws IOException, InterruptedException {
        var end = Instant.now().plus(PATIENCE);
        var never = new CountDownLatch(1);
        while (true) {
            var report = server.get("/api/v1/sync/runs/" + run).body();
            if (!report.path("state").asText().equals("running")
                    || Instant.now().isAfter(end)) {
                return report;
            }
            never.await(200, TimeUnit.MILLISECONDS);
        }
    }

    private static void print(JsonNode report) {
        System.out.printf(
                "%s, %s: %d bookings of Cal.com's compared%n",
                report.path("mode").asText(),
                report.path("state").asText(),
                report.path("read").asInt());
        report.path("accounts").forEach(account -> {
            if (account.path("error").isTextual()) {
                System.out.println("  account " + account.path("account").asText() + ": "
                        + account.path("error").asText());
            }
        });
        report.path("items")
                .forEach(item -> System.out.printf(
                        "  %-9s %-9s %s %s %s%n",
                        item.path("kind").asText(),
                        item.path("state").asText(),
                        item.path("bookingId").asText("-"),
                        item.path("calcomUid").asText("-"),
                        item.path("detail").asText()));
        System.out.println("found    " + counts(report.path("found")));
        System.out.println("outcome  " + counts(report.path("outcome")));
    }

    private int status() throws IOException {
        var status = server.get("/api/v1/sync/status");
        if (status.status() != 200) {
            System.out.println("no: HTTP " + status.status());
            return 2;
        }
        var body = status.body();
        System.out.println(body.path("inSync").asBoolean() ? "in step" : "not in step, or not compared yet");
        for (var name : List.of("lastCheck", "lastFull", "watermark", "running")) {
            System.out.printf("%-10s %s%n", name, body.path(name).asText("-"));
        }
        System.out.println("bookings   " + counts(body.path("counts")));
        return body.path("inSync").asBoolean() ? 0 : 1;
    }

    private static String counts(JsonNode counts) {
        var text = new StringBuilder();
        counts.properties()
                .forEach(c ->
                        text.append(c.getKey()).append(' ').append(c.getValue()).append("  "));
        return text.toString().strip();
    }
}
