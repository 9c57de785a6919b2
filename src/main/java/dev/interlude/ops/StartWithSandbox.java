package dev.interlude.ops;

import dev.interlude.Interlude;
import dev.interlude.catalog.CatalogFile;
import dev.interlude.platform.ConsoleLog;
import dev.interlude.sandbox.Sandbox;
import dev.interlude.sandbox.SandboxSettings;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** {@code ./interlude start --sandbox}: the server with a simulated Cal.com beside it, in one process. */
public final class StartWithSandbox {

    private StartWithSandbox() {}

    public static void main(String[] args) {
        ConsoleLog.warningsOnly();
        var catalog = CatalogFile.read(Path.of(env("INTERLUDE_CATALOG", "config/catalog.yaml")));
        var sandbox = Sandbox.start(SandboxSettings.realistic(catalog, Long.parseLong(env("SANDBOX_RATE_LIMIT", "120")))
                .port(Integer.parseInt(env("SANDBOX_PORT", "8090"))));
        System.out.println(
                "A simulated Cal.com is listening at " + sandbox.baseUrl() + "; it forgets all when it stops");
        Runtime.getRuntime().addShutdownHook(new Thread(sandbox::close));
        new SpringApplicationBuilder(Interlude.class).profiles("sandbox").run(args);
    }

    private static String env(String name, String otherwise) {
        return Optional.ofNullable(System.getenv(name)).orElse(otherwise);
    }
}
