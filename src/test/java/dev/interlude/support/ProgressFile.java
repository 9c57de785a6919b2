package dev.interlude.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.stream.Collectors;

/** A file of one line an event, its fields parted by tabs; several processes may append to it. */
final class ProgressFile {

    private static final int LONGEST_FIELD = 500;

    private final Path path;

    ProgressFile(Path path) {
        this.path = path;
    }

    /** In one write, so that the lines of two processes do not mix. */
    void write(String... fields) {
        var line = Arrays.stream(fields).map(ProgressFile::clean).collect(Collectors.joining("\t", "", "\n"));
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            try (var channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String clean(String field) {
        var line = field.replaceAll("\\s+", " ").strip();
        return line.length() <= LONGEST_FIELD ? line : line.substring(0, LONGEST_FIELD - 1) + "…";
    }
}
