package dev.interlude.cli;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** Which server a command asks, and with which key. */
public final class ServerOptions {

    private static final String DEFAULT_KEY = "local-admin-key";
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    @Option(
            names = "--url",
            paramLabel = "URL",
            order = 70,
            description = "Of the API; by default http://127.0.0.1 with INTERLUDE_PORT, or 8080.")
    private String url;

    @Option(
            names = "--management-url",
            paramLabel = "URL",
            order = 71,
            description =
                    "Of the management port; by default http://127.0.0.1 with INTERLUDE_MANAGEMENT_PORT, or 8081.")
    private String managementUrl;

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            order = 72,
            description =
                    "Holds the API key; by default INTERLUDE_ADMIN_KEY, for a server on this machine else the sandbox's.")
    private Path keyFile;

    @Option(
            names = "--key",
            paramLabel = "KEY",
            order = 73,
            description =
                    "The API key. All users of this machine can see it in the list of processes: prefer the environment or a file.")
    private String key;

    /** The server's API. */
    public ServerApi api(World world) {
        var base = base(
                url,
                "--url",
                "http://127.0.0.1:" + world.variable("INTERLUDE_PORT").orElse("8080"));
        return new ServerApi(base, key(world, base), "INTERLUDE_PORT", "--url");
    }

    /** Its management port, which needs no key for what is asked there. */
    public ServerApi management(World world) {
        var base = base(
                managementUrl,
                "--management-url",
                "http://127.0.0.1:"
                        + world.variable("INTERLUDE_MANAGEMENT_PORT").orElse("8081"));
        return new ServerApi(base, Optional.empty(), "INTERLUDE_MANAGEMENT_PORT", "--management-url");
    }

    private static String base(String given, String option, String otherwise) {
        var text = Optional.ofNullable(given).orElse(otherwise);
        try {
            var uri = new URI(text.replaceAll("/+$", ""));
            if (!Set.of("http", "https").contains(String.valueOf(uri.getScheme())) || uri.getHost() == null) {
                throw wrong(text, option, "is no address of a server");
            }
            if (!uri.getRawPath().isEmpty() || uri.getRawQuery() != null || uri.getRawFragment() != null) {
                throw wrong(text, option, "has something behind host and port");
            }
            return uri.toString();
        } catch (URISyntaxException e) {
            throw wrong(text, option, "is no address of a server");
        }
    }

    private static CommandFailed wrong(String text, String option, String what) {
        return new CommandFailed(
                "WRONG_URL",
                "The base URL '%s' %s.".formatted(text, what),
                "Give %s like http://127.0.0.1:8080, without a path.".formatted(option));
    }

    private Optional<String> key(World world, String base) {
        if (key != null) {
            return Optional.of(key);
        }
        if (keyFile != null) {
            return Optional.of(keyIn(keyFile));
        }
        var set = world.variable("INTERLUDE_ADMIN_KEY");
        return set.isPresent() || !isLoopback(base) ? set : Optional.of(DEFAULT_KEY);
    }

    private static String keyIn(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new CommandFailed(
                    "NO_KEY",
                    "The file %s with the API key cannot be read.".formatted(file),
                    "Name another one with --key-file, or set INTERLUDE_ADMIN_KEY.",
                    e);
        }
    }

    private static boolean isLoopback(String base) {
        return LOOPBACK.contains(URI.create(base).getHost());
    }
}
