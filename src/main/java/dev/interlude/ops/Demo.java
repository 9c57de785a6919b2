package dev.interlude.ops;

import dev.interlude.Interlude;
import dev.interlude.catalog.CatalogFile;
import dev.interlude.platform.ConsoleLog;
import dev.interlude.sandbox.Sandbox;
import dev.interlude.sandbox.SandboxSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** {@code ./interlude demo}: a simulated Cal.com and a server on a database of their own, and a tale told on them. */
public final class Demo {

    private static final String LOG = "target/demo.log";
    private static final long LIMIT = 120;

    private Demo() {}

    public static void main(String[] args) throws IOException {
        ConsoleLog.warningsOnly();
        var screen =
                new DemoScreen(new PrintStream(System.out, true, StandardCharsets.UTF_8), System.console() != null);
        var data = Files.createTempDirectory("interlude-demo");
        try {
            run(screen, data, Arrays.asList(args).contains("--exit"));
        } catch (IOException | RuntimeException e) {
            screen.refused("The demo could not go on: " + e.getMessage());
            screen.say("Is a port in use? INTERLUDE_PORT, INTERLUDE_MANAGEMENT_PORT and SANDBOX_PORT choose others.");
            screen.say("What the server said is in " + LOG);
            TemporaryFolder.delete(data);
            System.exit(1);
        }
    }

    private static void run(DemoScreen screen, Path data, boolean exit) throws IOException {
        var sandbox = Sandbox.start(SandboxSettings.realistic(CatalogFile.read(catalog()), LIMIT)
                .port(Integer.parseInt(env("SANDBOX_PORT", "8090"))));
        screen.progress("A simulated Cal.com is listening at " + sandbox.baseUrl());
        screen.progress("Starting Interlude on a fresh PostgreSQL of its own …");
        var server = server(data);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            server.close();
            sandbox.close();
            TemporaryFolder.delete(data);
        }));
        var address = "http://127.0.0.1:" + server.getEnvironment().getProperty("local.server.port");
        screen.progress("Interlude is listening at " + address);
        new DemoTale(
                        screen,
                        new Client(address, Map.of("Authorization", "Bearer " + adminKey(server))),
                        new Client(
                                sandbox.baseUrl(),
                                Map.of("Authorization", "Bearer " + Sandbox.KEY, "cal-api-version", "2024-08-13")),
                        LocalDate.now().plusDays(2).with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY)))
                .tell();
        whereToLook(screen, address, adminKey(server), sandbox.baseUrl(), exit);
        if (exit) {
            System.exit(0);
        }
        waitForEver();
    }

    private static void whereToLook(DemoScreen screen, String address, String key, String calcom, boolean exit) {
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

    private static ConfigurableApplicationContext server(Path data) {
        return new SpringApplicationBuilder(Interlude.class)
                .profiles("sandbox")
                .run(
                        "--interlude.data-dir=" + data,
                        "--spring.datasource.url=",
                        "--logging.threshold.console=OFF",
                        "--logging.file.name=" + LOG);
    }

    private static Path catalog() {
        return Path.of(env("INTERLUDE_CATALOG", "config/catalog.yaml"));
    }

    private static String adminKey(ConfigurableApplicationContext server) {
        return server.getEnvironment().getRequiredProperty("interlude.admin-key");
    }

    private static String env(String name, String otherwise) {
        return Optional.ofNullable(System.getenv(name)).orElse(otherwise);
    }

    private static void waitForEver() {
        try {
            Thread.currentThread().join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
