package dev.interlude.traces;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
@DisplayName("A flow with a span of its own")
class TracedFlowsTest {

    @Test
    @DisplayName("exists under the name that the settings give")
    void exists() throws IOException {
        var flows = Files.readString(Path.of("config/application.yaml"))
                .lines()
                .filter(line -> line.startsWith("    flows: booking-"))
                .findFirst()
                .orElseThrow()
                .replaceAll("^ *flows: | *#.*", "")
                .split(", ");
        var ids = routes();

        assertThat(flows).hasSizeGreaterThan(5);
        assertThat(Arrays.stream(flows).filter(flow -> !ids.contains("id: " + flow.replace("-*", "") + "\n")))
                .isEmpty();
    }

    private static String routes() throws IOException {
        try (var files = Files.walk(Path.of("routes"))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> {
                        try {
                            return Files.readString(file);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    })
                    .collect(Collectors.joining());
        }
    }
}
