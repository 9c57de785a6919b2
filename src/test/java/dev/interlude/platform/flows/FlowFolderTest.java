package dev.interlude.platform.flows;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A folder of flows that is looked at every second")
class FlowFolderTest {

    private static final String NAME = "hello.camel.yaml";
    private static final Instant LONG_AGO = Instant.now().minus(Duration.ofHours(1));

    @TempDir
    private Path path;

    private FlowFolder folder;

    @Test
    @DisplayName("is not read again while its files are as old and as large as they were")
    void untouched() throws IOException {
        write(path.resolve(NAME), "one", LONG_AGO);
        folder = new FlowFolder(path);
        assertText("one");

        write(path.resolve(NAME), "two", LONG_AGO);

        assertText("one");
    }

    @Test
    @DisplayName("is read again when a file is younger, larger, another or gone")
    void changed() throws IOException {
        write(path.resolve(NAME), "one", LONG_AGO);
        folder = new FlowFolder(path);
        assertText("one");

        write(path.resolve(NAME), "two", LONG_AGO.plusMillis(10));
        assertText("two");
        write(path.resolve(NAME), "three", LONG_AGO.plusMillis(10));
        assertText("three");
        write(path.resolve("another"), "seven", LONG_AGO.plusMillis(10));
        Files.move(path.resolve("another"), path.resolve(NAME), StandardCopyOption.REPLACE_EXISTING);
        assertText("seven");
        Files.delete(path.resolve(NAME));
        assertThat(folder.read()).isEmpty();
    }

    @Test
    @DisplayName("is read again as long as a change may have the time of the one before")
    void young() throws IOException {
        var now = Instant.now();
        write(path.resolve(NAME), "one", now);
        folder = new FlowFolder(path);
        assertText("one");

        write(path.resolve(NAME), "two", now);

        assertText("two");
    }

    private void assertText(String text) {
        assertThat(folder.read()).containsOnlyKeys(NAME).containsValue(text);
    }

    private static void write(Path file, String text, Instant modified) throws IOException {
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(modified));
    }
}
