package dev.interlude.cli.server;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.cli.CommandFailed;
import dev.interlude.cli.Progress;
import dev.interlude.cli.ServerApi;
import dev.interlude.cli.ServerCommand;
import dev.interlude.cli.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Has a running server compare both sides. */
@Command(
        name = "sync",
        header = "Has a running server compare both sides, and prints what differed.",
        description = "Compares what changed since the last time, and repairs what differs.",
        exitCodeList = {"0:both sides agree", "1:something differs, or it could not be found out", "2:wrong use"})
public final class SyncCommand extends ServerCommand {

    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(200);
    private static final List<String> DIFFERENCES = List.of("open", "flagged", "failed", "reported");

    @Option(names = "--full", description = "Compare all that is near in time.")
    private boolean full;

    @Option(names = "--dry-run", description = "Only report, change nothing.")
    private boolean dryRun;

    @Option(names = "--force", description = "End a run that is under way.")
    private boolean force;

    @Option(
            names = "--wait",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Wait for the end of the run, as usual, or only begin it.")
    private boolean wait;

    @Override
    protected int answer() throws InterruptedException {
        var api = api();
        var mode = full ? "full" : "incremental";
        var run = api.post("/api/v1/sync", Map.of("mode", mode, "dryRun", dryRun, "force", force), "runId")
                .path("runId")
                .asText();
        if (!wait) {
            begun(run);
            return GOOD;
        }
        var report = ended(api, run);
        if (json) {
            print(report);
        } else {
            show(report);
        }
        return agrees(report) ? GOOD : NOT_GOOD;
    }

    private void begun(String run) {
        say(
                Map.of("runId", run),
                "The run %s has begun; ./interlude sync-status shows when it has ended.".formatted(run));
    }

    private JsonNode ended(ServerApi api, String run) throws InterruptedException {
        var progress = new Progress(err(), world().terminal() && !json);
        var end = Instant.now().plus(LONGEST);
        while (Instant.now().isBefore(end)) {
            var report = api.get("/api/v1/sync/runs/" + run, "state");
            if (!report.path("state").asText().equals("running")) {
                progress.end();
                return report;
            }
            progress.show(
                    "Comparing: %d bookings read".formatted(report.path("read").asInt()));
            Progress.rest(BETWEEN_QUESTIONS);
        }
        throw new CommandFailed(
                "NOT_ENDED",
                "The run %s has not ended within an hour.".formatted(run),
                "Look into the log of the server; ./interlude sync --force begins anew.");
    }

    private static boolean agrees(JsonNode report) {
        return report.path("state").asText().equals("done")
                && DIFFERENCES.stream()
                        .allMatch(name -> report.path("outcome").path(name).asInt() == 0);
    }

    private void show(JsonNode report) {
        out().printf(
                        "%s, %s: %d bookings of Cal.com's compared%n",
                        report.path("mode").asText(),
                        report.path("state").asText(),
                        report.path("read").asInt());
        report.path("accounts").forEach(account -> {
            if (account.path("error").isTextual()) {
                out().printf(
                                "  account %s: %s%n",
                                account.path("account").asText(),
                                account.path("error").asText());
            }
        });
        var table = new Table("KIND", "STATE", "BOOKING", "CAL.COM", "WHAT");
        report.path("items")
                .forEach(item -> table.add(
                        text(item, "kind"),
                        text(item, "state"),
                        text(item, "bookingId"),
                        text(item, "calcomUid"),
                        text(item, "detail")));
        table.print(out(), "Nothing differs.");
        out().println("found    " + Counts.of(report.path("found")));
        out().println("outcome  " + Counts.of(report.path("outcome")));
    }
}
