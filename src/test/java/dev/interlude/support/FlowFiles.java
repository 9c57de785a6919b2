package dev.interlude.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** A copy of the flows for one Java, so that a test can change a file while others read the originals. */
public final class FlowFiles {

    private static final Path ORIGINALS = Path.of("routes");

    private FlowFiles() {}

    /** Deleted when this Java ends. */
    public static Path copied() {
        try {
            var folder = Files.createTempDirectory("flows");
            try (var files = Files.walk(ORIGINALS)) {
                for (var file : files.filter(Files::isRegularFile).toList()) {
                    var copy = folder.resolve(ORIGINALS.relativize(file));
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy);
                }
            }
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
