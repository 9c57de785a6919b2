package dev.interlude.platform.flows;

import dev.interlude.platform.BoundedYaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The folder with the files of the flows. */
record FlowFolder(Path path) {

    private static final String ENDING = ".camel.yaml";

    /**
     * What is in each file now, by its path below the folder.
     *
     * @throws FlowsRefused if the folder or a file in it cannot be read
     */
    SortedMap<String, String> read() {
        try (Stream<Path> files = Files.walk(path)) {
            var texts = new TreeMap<String, String>();
            for (var file : files.filter(f -> f.toString().endsWith(ENDING))
                    .filter(Files::isRegularFile)
                    .toList()) {
                texts.put(path.relativize(file).toString(), text(file));
            }
            return texts;
        } catch (IOException | UncheckedIOException e) {
            throw new FlowsRefused(path.toString(), "this folder of flows cannot be read");
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
            throw new FlowsRefused(name, "the file was removed while it was read");
        } catch (CharacterCodingException e) {
            throw new FlowsRefused(name, "the file is not UTF-8 text");
        } catch (IOException e) {
            throw new FlowsRefused(name, "the file cannot be read");
        }
    }
}
