package dev.interlude.cli.demo;

import dev.interlude.Interlude;
import dev.interlude.cli.Client;
import dev.interlude.cli.CommandFailed;
import dev.interlude.cli.TemporaryFolder;
import dev.interlude.cli.World;
import dev.interlude.cli.server.LocalSandbox;
import dev.interlude.platform.ConsoleLog;
import dev.interlude.sandbox.Sandbox;
import dev.interlude.sandbox.SandboxSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Runs a scripted story on a simulated Cal.com and a server with its own database. */
final class Demo {

    private static final String LOG = "target/demo.log";
    private static final long LIMIT = 120;

    private final World world;
    private final DemoScreen screen;
    private final boolean exit;

    /** @param exit whether it ends after the story */
    Demo(World world, DemoScreen screen, boolean exit) {
        this.world = world;
        this.screen = screen;
        this.exit = exit;
    }

    /** @throws CommandFailed if it could not go on */
    void play() throws IOException {
        ConsoleLog.warningsOnly();
        var sandbox = LocalSandbox.start(
                world, SandboxSettings.realistic(LocalSandbox.catalog(world, "INTERLUDE_CATALOG"), LIMIT));
        screen.progress("A simulated Cal.com is listening at " + sandbox.baseUrl());
        var data = Files.createTempDirectory("interlude-demo");
        try {
            play(sandbox, data);
        } catch (IOException | RuntimeException e) {
            TemporaryFolder.delete(data);
            throw new CommandFailed(
                    "DEMO_ENDED",
                    "The demo could not go on: " + e.getMessage(),
                    "Is a port in use? INTERLUDE_PORT, INTERLUDE_MANAGEMENT_PORT and SANDBOX_PORT choose others. What the server said is in "
                            + LOG,
                    e);
        }
    }

    private void play(Sandbox sandbox, Path data) throws IOException {
        screen.progress("Starting Interlude on a fresh PostgreSQL of its own …");
        var server = server(sandbox, data);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            server.close();
            sandbox.close();
            TemporaryFolder.delete(data);
        }));
        var address = "http://127.0.0.1:" + server.getEnvironment().getProperty("local.server.port");
        screen.progress("Interlude is listening at " + address);
        new DemoScript(
                        screen,
                        new Client(address, Map.of("Authorization", "Bearer " + adminKey(server))),
                        new Client(
                                sandbox.baseUrl(),
                                Map.of("Authorization", "Bearer " + Sandbox.KEY, "cal-api-version", "2024-08-13")),
                        LocalDate.now().plusDays(2).with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY)))
                .tell();
        whereToLook(address, adminKey(server), sandbox.baseUrl());
    }

    private void whereToLook(String address, String key, String calcom) {
        screen.chapter("Where to look next");
        screen.say("the flow you saw     routes/booking/place.camel.yaml, readable aloud");
        screen.say("the whole interface  " + address + "/docs");
        screen.say("your own offer       curl -H 'Authorization: Bearer " + key + "' '" + address
                + "/api/v1/availability?service=perm&from=" + LocalDate.now().plusDays(1) + "&to="
                + LocalDate.now().plusDays(8) + "&limit=3'");
        screen.say("what Cal.com saw     curl " + calcom + "/sandbox/requests");
        screen.say("what the server said " + LOG);
        if (!exit) {
            screen.say("");
            screen.say("Both run on until Ctrl-C.");
        }
    }

    /** Whatever Cal.com the environment names, the story is played on the sandbox. */
    private static ConfigurableApplicationContext server(Sandbox sandbox, Path data) {
        var account = "--interlude.calcom.accounts.salon.";
        return new SpringApplicationBuilder(Interlude.class)
                .profiles("sandbox")
                .run(
                        account + "base-url=" + sandbox.baseUrl(),
                        account + "api-key=" + Sandbox.KEY,
                        account + "staff-keys=*=" + Sandbox.KEY + "_*",
                        "--interlude.data-dir=" + data,
                        "--spring.datasource.url=",
                        "--logging.threshold.console=OFF",
                        "--logging.file.name=" + LOG);
    }

    private static String adminKey(ConfigurableApplicationContext server) {
        return server.getEnvironment().getRequiredProperty("interlude.admin-key");
    }
}
