package dev.interlude.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The guide to composites")
class CompositesGuideTest {

    private static final Pattern CATALOG = Pattern.compile("(?s)```yaml\n(.*?)```");
    private static final Pattern MISTAKE =
            Pattern.compile("(?m)^\\| `([^`]+)` \\| (.+; write .+|.+ must be .+) \\| `([^`]+)` \\|$");

    /**
     * A row of its table of mistakes.
     *
     * @param written a line of the catalog that is wrong
     * @param answer what is said of it
     * @param right the line that takes its place
     */
    record Mistake(String written, String answer, String right) {

        @Override
        public String toString() {
            return written;
        }
    }

    @TempDir
    private Path folder;

    @Test
    @DisplayName("shows a catalog that is read")
    void catalog() {
        var service = read(shown()).service("colour-and-style").orElseThrow();

        assertThat(service.segments()).extracting(Segment::key).containsExactly("colour", "style");
        assertThat(service.segments().get(0).usual().pause()).isEqualTo(new Pause(30, 45, 30));
        assertThat(mistakes()).hasSizeGreaterThan(8);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    @DisplayName("tells the answer to a mistake, and what to write instead:")
    void mistake(Mistake mistake) {
        var lines = shown().lines().toList();
        var key = mistake.written.replaceAll(":.*", ":");

        var places = IntStream.range(0, lines.size())
                .filter(n -> lines.get(n).strip().startsWith(key))
                .filter(n -> refused(with(lines, n, mistake.written))
                        .equals(List.of("%s:%d: %s".formatted(file(), n + 1, mistake.answer))))
                .toArray();

        assertThat(places).as("lines where this is the answer").hasSize(1);
        assertThat(read(with(lines, places[0], mistake.right)).services()).hasSize(1);
    }

    static Stream<Mistake> mistakes() {
        return MISTAKE.matcher(guide()).results().map(row -> new Mistake(row.group(1), row.group(2), row.group(3)));
    }

    private static String with(List<String> lines, int n, String line) {
        return IntStream.range(0, lines.size())
                .mapToObj(each -> each == n ? lines.get(n).replaceAll("\\S.*", "") + line : lines.get(each))
                .reduce("", (above, below) -> above + below + "\n");
    }

    private List<String> refused(String text) {
        return catchThrowableOfType(CatalogInvalid.class, () -> read(text)).mistakes();
    }

    private Catalog read(String text) {
        try {
            return CatalogFile.read(Files.writeString(file(), text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file() {
        return folder.resolve("catalog.yaml");
    }

    private static String shown() {
        return CATALOG.matcher(guide()).results().findFirst().orElseThrow().group(1);
    }

    private static String guide() {
        try {
            return Files.readString(Path.of("docs/composites.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
