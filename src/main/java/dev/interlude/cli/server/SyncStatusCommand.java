package dev.interlude.cli.server;

import dev.interlude.cli.ServerCommand;
import java.util.List;
import picocli.CommandLine.Command;

/** Asks a running server how far both sides are in step. */
@Command(
        name = "sync-status",
        header = "Asks a running server how far both sides are in step.",
        exitCodeList = {"0:in step", "1:not in step, or not compared yet", "2:wrong use"})
public final class SyncStatusCommand extends ServerCommand {

    @Override
    protected int answer() {
        var status = api().get("/api/v1/sync/status", "inSync");
        var inStep = status.path("inSync").asBoolean();
        if (json) {
            print(status);
        } else {
            out().println(inStep ? "in step" : "not in step, or not compared yet");
            for (var name : List.of("lastCheck", "lastFull", "watermark", "running")) {
                out().printf("%-10s %s%n", name, status.path(name).asText("-"));
            }
            out().println("bookings   " + Counts.of(status.path("counts")));
        }
        return inStep ? GOOD : NOT_GOOD;
    }
}
