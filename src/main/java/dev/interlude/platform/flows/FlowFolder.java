package dev.interlude.platform.flows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The folder with the files of the flows. */
record FlowFolder(Path path) {

    private static final String ENDING = ".camel.yaml";

    /** What is in each file now, by its path below the folder. */
    SortedMap<String, String> read() {
        try (Stream<Path> files = Files.walk(path)) {
            var texts = new TreeMap<String, String>();
            for (var file : files.filter(f -> f.toString().endsWith(ENDING)).toList()) {
                texts.put(path.relativize(file).toString(), Files.readString(file));
            }
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException("The flows in " + path + " cannot be read", e);
        }
    }
}
