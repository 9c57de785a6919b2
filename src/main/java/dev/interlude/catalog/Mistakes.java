package dev.interlude.catalog;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.yaml.snakeyaml.error.Mark;

/** All mistakes in one catalog file, collected so that its author sees them at once. */
final class Mistakes {

    private record Mistake(int line, String sentence) {}

    private final Path file;
    private final List<Mistake> found = new ArrayList<>();

    Mistakes(Path file) {
        this.file = file;
    }

    void at(Mark mark, String sentence) {
        at(mark.getLine() + 1, sentence);
    }

    void at(int line, String sentence) {
        found.add(new Mistake(line, sentence));
    }

    boolean none() {
        return found.isEmpty();
    }

    CatalogInvalid invalid() {
        return new CatalogInvalid(found.stream()
                .sorted(Comparator.comparingInt(Mistake::line))
                .map(m -> file + ":" + m.line() + ": " + m.sentence())
                .toList());
    }
}
