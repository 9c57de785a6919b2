package dev.interlude.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlude.support.start.ClassArchive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The command that checks the flows, in a process of its own,")
class RoutesCheckTest {

    @Test
    @DisplayName("finds the flows of the project usable, without a database")
    void good(@TempDir Path folder) throws Exception {
        assertThat(check(Path.of("routes"), folder)).contains("The flows in routes can be used.", "exit 0");
    }

    @Test
    @DisplayName("names the file and the line of a mistake")
    void broken(@TempDir Path folder) throws Exception {
        copy(Path.of("routes"), folder.resolve("routes"));
        var file = folder.resolve("routes/ops/health.camel.yaml");
        var text = Files.readString(file);
        Files.writeString(file, text.replaceFirst("name: platform-answer-request", "name: platform-answer-requst"));
        var line = text.substring(0, text.indexOf("name: platform-answer-request"))
                        .lines()
                        .count()
                - 3;

        assertThat(check(folder.resolve("routes"), folder))
                .contains(
                        "ops/health.camel.yaml, line %d: no route begins with direct:platform-answer-requst"
                                .formatted(line),
                        "exit 1");
    }

    @Test
    @DisplayName("says that there is no folder, without wiring anything")
    void missing() {
        var said = new Shell().type("routes", "check", "no-such-folder", "--json");

        assertThat(said.code()).isEqualTo(1);
        assertThat(said.json().path("mistake").asText()).isEqualTo("There is no folder no-such-folder.");
    }

    private static String check(Path routes, Path folder) throws IOException, InterruptedException {
        var out = folder.resolve("out");
        var arguments = Files.writeString(
                folder.resolve("arguments"),
                "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC %s %s routes check %s"
                        .formatted(ClassArchive.arguments(), Main.class.getName(), routes));
        var process = new ProcessBuilder(System.getProperty("java.home") + "/bin/java", "@" + arguments)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        var code = process.waitFor();
        return Files.readString(out) + "exit " + code;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            files.forEach(file -> {
                try {
                    Files.copy(file, to.resolve(from.relativize(file)));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
