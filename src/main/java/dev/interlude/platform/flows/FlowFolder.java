package dev.interlude.platform.flows;

import dev.interlude.platform.BoundedYaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The folder with the files of the flows. Used by one thread at a time. */
final class FlowFolder {

    private static final String ENDING = ".camel.yaml";
    private static final String REMOVED = "the file was removed while it was read";

    /** Two changes within a tick of the file system's clock look alike. */
    private static final Duration TICK = Duration.ofSeconds(2);

    private final Path path;
    private SortedMap<String, String> texts;
    /** Of these texts; null: they must be read again. */
    private SortedMap<String, Version> seen;

    FlowFolder(Path path) {
        this.path = path;
    }

    /** What tells that a file was changed or replaced. */
    private record Version(Instant modified, long size, Object file) {

        static Version of(Path file) throws IOException {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Version(attributes.lastModifiedTime().toInstant(), attributes.size(), attributes.fileKey());
        }

        boolean mayChangeUnseen() {
            return modified.isAfter(Instant.now().minus(TICK));
        }
    }

    Path path() {
        return path;
    }

    /**
     * What is in each file now, by its path below the folder. Nothing is read again unless a file was changed.
     *
     * @throws FlowsRefused if the folder or a file in it cannot be read
     */
    SortedMap<String, String> read() {
        try {
            var now = versions();
            if (!now.equals(seen)) {
                seen = null;
                var read = new TreeMap<String, String>();
                now.keySet().forEach(name -> read.put(name, text(path.resolve(name))));
                texts = read;
                seen = now.values().stream().anyMatch(Version::mayChangeUnseen) ? null : now;
            }
            return texts;
        } catch (IOException | UncheckedIOException e) {
            throw new FlowsRefused(path.toString(), "this folder of flows cannot be read");
        }
    }

    private SortedMap<String, Version> versions() throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            var versions = new TreeMap<String, Version>();
            for (var file : files.filter(f -> f.toString().endsWith(ENDING))
                    .filter(Files::isRegularFile)
                    .toList()) {
                try {
                    versions.put(path.relativize(file).toString(), Version.of(file));
                } catch (NoSuchFileException e) {
                    throw new FlowsRefused(path.relativize(file).toString(), REMOVED);
                }
            }
            return versions;
        }
    }

    private String text(Path file) {
        var name = path.relativize(file).toString();
        try {
            if (Files.size(file) > BoundedYaml.MOST_BYTES) {
                throw new FlowsRefused(name, "the file is larger than %d bytes".formatted(BoundedYaml.MOST_BYTES));
            }
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new FlowsRefused(name, REMOVED);
        } catch (CharacterCodingException e) {
            throw new FlowsRefused(name, "the file is not UTF-8 text");
        } catch (IOException e) {
            throw new FlowsRefused(name, "the file cannot be read");
        }
    }
}
