package dev.interlude.runner;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code scripts/test/run-calcom-tests.sh} in a directory, with nothing in its environment that it would read. */
record Runner(Path directory, Map<String, String> environment) {

    static final String SCRIPT = "scripts/test/run-calcom-tests.sh";

    /** How it ended, and all that it said. */
    record Outcome(int code, String said) {}

    /** Where a stand-in does what Maven would. */
    static Runner withoutMaven(Path directory, String maven) throws IOException {
        var script = directory.resolve(SCRIPT);
        Files.createDirectories(script.getParent());
        Files.copy(Path.of(SCRIPT), script);
        var named = directory.resolve("src/test/resources/calcom-cases.txt");
        Files.createDirectories(named.getParent());
        Files.copy(Path.of("src/test/resources/calcom-cases.txt"), named);
        var standIn = directory.resolve("mvnw");
        Files.writeString(standIn, maven);
        if (!standIn.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + standIn + " executable");
        }
        return new Runner(directory, Map.of());
    }

    /** The project, with what is built of it. */
    static Runner inCopy(Path directory) throws IOException, InterruptedException {
        for (var part : List.of(
                "pom.xml",
                "mvnw",
                ".mvn",
                "config",
                "routes",
                "scripts",
                "src",
                "target/classes",
                "target/test-classes",
                "target/maven-status")) {
            var copy = directory.resolve(part);
            Files.createDirectories(copy.getParent());
            var code = new ProcessBuilder("cp", "-a", part, copy.toString())
                    .inheritIO()
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IOException("cannot copy " + part);
            }
        }
        return new Runner(directory, Map.of());
    }

    Runner with(String name, String value) {
        var more = new HashMap<>(environment);
        more.put(name, value);
        return new Runner(directory, Map.copyOf(more));
    }

    Outcome run(String... flags) throws IOException, InterruptedException {
        var process = start(flags);
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), said);
    }

    Process start(String... flags) throws IOException {
        var command = new ArrayList<>(List.of("bash", SCRIPT));
        command.addAll(List.of(flags));
        var builder = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("CALCOM_") || name.startsWith("INTERLUDE_"));
        builder.environment().putAll(environment);
        return builder.start();
    }
}
