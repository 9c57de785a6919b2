package dev.interlude.runner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The file, named by the property {@code interlude.test.stop}, that holds the first failure of a run that ends there. */
public final class FirstFailure {

    private static final String FILE = System.getProperty("interlude.test.stop");

    private FirstFailure() {}

    /** Called for every failure, with class and method; without the property nothing happens. */
    public static void note(String name) {
        if (FILE != null && read().isEmpty()) {
            try {
                Files.writeString(Path.of(FILE), name.replaceFirst("^[a-z.]*(?=[A-Z])", ""));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    static Optional<String> read() {
        try {
            return FILE == null || Files.notExists(Path.of(FILE))
                    ? Optional.empty()
                    : Optional.of(Files.readString(Path.of(FILE)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
