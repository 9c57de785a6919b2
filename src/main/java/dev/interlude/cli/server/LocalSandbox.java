package dev.interlude.cli.server;

import dev.interlude.catalog.Catalog;
import dev.interlude.catalog.CatalogFile;
import dev.interlude.catalog.CatalogInvalid;
import dev.interlude.cli.CommandFailed;
import dev.interlude.cli.World;
import dev.interlude.platform.ConsoleLog;
import dev.interlude.sandbox.Sandbox;
import dev.interlude.sandbox.SandboxSettings;
import java.io.PrintWriter;
import java.nio.file.Path;

/** The simulated Cal.com of a command, until the program ends. Environment: see {@link SandboxCommand}. */
public final class LocalSandbox {

    private LocalSandbox() {}

    /** Beside a server, with its catalog. */
    static void start(World world, PrintWriter out) {
        ConsoleLog.warningsOnly();
        var sandbox = start(world, SandboxSettings.realistic(catalog(world, "INTERLUDE_CATALOG"), limit(world)));
        Runtime.getRuntime().addShutdownHook(new Thread(sandbox::close));
        out.println("A simulated Cal.com is listening at " + sandbox.baseUrl() + "; it forgets all when it stops");
    }

    public static Sandbox start(World world, SandboxSettings settings) {
        var port = number(world, "SANDBOX_PORT", "8090");
        try {
            return Sandbox.start(settings.port(port));
        } catch (IllegalStateException e) {
            throw new CommandFailed(
                    "PORT_IN_USE",
                    "The simulated Cal.com cannot listen on port %d: another program does.".formatted(port),
                    "Stop that program, or set SANDBOX_PORT to another port.",
                    e);
        }
    }

    static long limit(World world) {
        return number(world, "SANDBOX_RATE_LIMIT", "120");
    }

    /** @param variable that names its file */
    public static Catalog catalog(World world, String variable) {
        var file = Path.of(world.variable(variable).orElse("config/catalog.yaml"));
        try {
            return CatalogFile.read(file);
        } catch (CatalogInvalid e) {
            throw new CommandFailed(
                    "CATALOG_INVALID",
                    "The catalog cannot be used: " + e.getMessage(),
                    "Correct the lines that are named, or name another file with %s.".formatted(variable),
                    e);
        }
    }

    private static int number(World world, String variable, String otherwise) {
        var text = world.variable(variable).orElse(otherwise);
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new CommandFailed(
                    "WRONG_SETTING",
                    "%s is '%s', which is no number.".formatted(variable, text),
                    "Set it to a number such as %s, or remove it.".formatted(otherwise),
                    e);
        }
    }
}
