package dev.interlude.cli.server;

import dev.interlude.cli.AnyCommand;
import dev.interlude.cli.CommandFailed;
import dev.interlude.platform.ConsoleLog;
import dev.interlude.sandbox.SandboxSettings;
import dev.interlude.sandbox.fault.Latency;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;

/** Runs the simulated Cal.com until it is stopped. */
@Command(
        name = "sandbox",
        header = "Runs the simulated Cal.com alone.",
        description = {
            "Environment: SANDBOX_PORT (8090), SANDBOX_CATALOG (config/catalog.yaml) or SANDBOX_FIXTURE (a JSON account instead),",
            "SANDBOX_RATE_LIMIT (120 per minute, of the catalog's key), SANDBOX_LATENCY (a profile like '100%% 15-25ms', or 'none')."
        })
public final class SandboxCommand extends AnyCommand {

    @Override
    protected int answer() throws InterruptedException {
        ConsoleLog.warningsOnly();
        var sandbox = LocalSandbox.start(world(), settings());
        if (json) {
            print(Map.of("listening", sandbox.baseUrl()));
        } else {
            out().println("Cal.com sandbox at " + sandbox.baseUrl());
        }
        Runtime.getRuntime().addShutdownHook(new Thread(sandbox::close));
        Thread.currentThread().join(); // until the process is ended: the simulator's own threads would not keep it
        return GOOD;
    }

    private SandboxSettings settings() {
        var settings = account();
        return world().variable("SANDBOX_LATENCY")
                .map(profile -> settings.latency(profile.equals("none") ? Latency.NONE : Latency.of(profile, 1)))
                .orElse(settings);
    }

    private SandboxSettings account() {
        var fixture = world().variable("SANDBOX_FIXTURE");
        try {
            return fixture.isPresent()
                    ? SandboxSettings.ofFixture(Path.of(fixture.get()))
                    : SandboxSettings.realistic(
                            LocalSandbox.catalog(world(), "SANDBOX_CATALOG"), LocalSandbox.limit(world()));
        } catch (IOException e) {
            throw new CommandFailed(
                    "WRONG_SETTING",
                    "The account in %s (SANDBOX_FIXTURE) cannot be read.".formatted(fixture.orElse("")),
                    "Name another file, or remove SANDBOX_FIXTURE to serve the catalog.",
                    e);
        }
    }
}
