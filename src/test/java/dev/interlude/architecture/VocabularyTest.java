package dev.interlude.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The vocabulary")
class VocabularyTest {

    private static final Map<Pattern, String> BANNED = banned();

    /** Exact lines that may keep a banned word: file, a colon, and the stripped line. */
    private static final Set<String> ALLOWED = Set.of();

    /** Its list names the banned words. */
    private static final String WORDS = "docs/words.md";

    private static final Pattern ROUTE_TEXT =
            Pattern.compile("\\s*(?:- )?(?:id|description|routeId): .*|.*name: description,.*");

    private static Map<Pattern, String> banned() {
        var banned = new LinkedHashMap<Pattern, String>();
        banned.put(word("nobody|somebody"), "name the caller, node, customer or person");
        banned.put(word("sightings?|sighted"), "observed booking, observation");
        banned.put(word("heard|untold"), "notified, received, unknown");
        banned.put(word("tells? of"), "shows, covers, announces");
        banned.put(word("sees? to it"), "ensures");
        banned.put(word("hangs? on"), "is linked to");
        banned.put(word("so many"), "how many, a number");
        banned.put(word("become of|came of|becomes of"), "the outcome of, the result of");
        banned.put(word("the trade's words|in the trade"), "standard terms");
        banned.put(word("wish|wished|wishes"), "request, requested");
        banned.put(Pattern.compile("\\w*(?:Heir|Brink)\\b|\\b(?:heir|brink)s?\\b"), "successor, limit");
        return banned;
    }

    private static Pattern word(String words) {
        return Pattern.compile("(?<![\\w-])(?:" + words + ")(?![\\w-])", Pattern.CASE_INSENSITIVE);
    }

    @Test
    @DisplayName("has no banned words in Java, settings, flows, the contract and the docs")
    void banishedWords() {
        assertThat(Stream.of(
                                java("src/main/java"),
                                testNames(),
                                lines("config"),
                                lines("src/main/resources/openapi.yaml"),
                                lines("docs").filter(line -> !line.file().equals(WORDS)),
                                lines("README.md"),
                                lines("CONTRIBUTING.md"),
                                lines("SECURITY.md"),
                                lines("routes")
                                        .filter(line ->
                                                ROUTE_TEXT.matcher(line.text()).matches()))
                        .flatMap(lines -> lines)
                        .flatMap(VocabularyTest::complaints))
                .isEmpty();
    }

    @Test
    @DisplayName("is refused with file, line and what to write instead")
    void complained() {
        assertThat(complaints(new Line("a.java", 7, "/** Nobody was told. */")))
                .containsExactly("a.java:7: 'Nobody': write name the caller, node, customer or person");
        assertThat(complaints(new Line("a.java", 8, "class CrashHeir {")))
                .containsExactly("a.java:8: 'CrashHeir': write successor, limit");
        assertThat(complaints(new Line("a.java", 9, "An observed booking."))).isEmpty();
    }

    private record Line(String file, int number, String text) {}

    private static Stream<String> complaints(Line line) {
        if (ALLOWED.contains(line.file() + ":" + line.text().strip())) {
            return Stream.of();
        }
        return BANNED.entrySet().stream()
                .flatMap(rule -> rule.getKey().matcher(line.text()).results().map(found -> "%s:%d: '%s': write %s"
                        .formatted(line.file(), line.number(), found.group(), rule.getValue())));
    }

    private static Stream<Line> java(String folder) {
        return lines(folder).filter(line -> line.file().endsWith(".java"));
    }

    private static Stream<Line> testNames() {
        return files("src/test/java").stream()
                .map(file -> new Line(
                        file.toString(), 1, file.getFileName().toString().replaceAll("(?<=[a-z])(?=[A-Z])|\\.", " ")));
    }

    private static Stream<Line> lines(String place) {
        return files(place).stream().flatMap(file -> {
            try {
                var lines = Files.readAllLines(file);
                return IntStream.range(0, lines.size()).mapToObj(n -> new Line(file.toString(), n + 1, lines.get(n)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static List<Path> files(String place) {
        try (var paths = Files.walk(Path.of(place))) {
            return paths.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".png"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
