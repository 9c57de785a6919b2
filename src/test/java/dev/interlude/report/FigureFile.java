package dev.interlude.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The figures of one suite, in {@code target/test-reports/calcom/figures/SUITE.json}; a new run of the suite begins anew. */
public final class FigureFile {

    public static final Path FOLDER = Path.of("target", "test-reports", "calcom", "figures");

    private static final ObjectMapper JSON = new ObjectMapper()
            .findAndRegisterModules()
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(SerializationFeature.INDENT_OUTPUT);
    private static final Map<String, FigureFile> OF_THIS_RUN = new ConcurrentHashMap<>();

    private final Path file;
    private final List<Figure> figures = new ArrayList<>();

    FigureFile(Path file) {
        this.file = file;
    }

    /** @param suite the simple name of its class */
    public static FigureFile of(String suite) {
        return OF_THIS_RUN.computeIfAbsent(suite, name -> new FigureFile(FOLDER.resolve(name + ".json")));
    }

    public synchronized void add(Figure figure) {
        figures.add(figure);
        try {
            Files.createDirectories(file.getParent());
            JSON.writeValue(file.toFile(), figures);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the suite wrote, nothing if it wrote nothing. */
    public static List<Figure> read(Path folder, String suite) {
        var file = folder.resolve(suite + ".json");
        try {
            return Files.exists(file) ? List.of(JSON.readValue(file.toFile(), Figure[].class)) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(file + " is no file of figures", e);
        }
    }
}
