package dev.interlude.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A part of a Markdown file that a command writes: between {@code <!-- name -->} and {@code <!-- /name -->}. */
public final class MarkedBlock {

    /** The page with what commands have found about failures. */
    public static final Path RELIABILITY = Path.of("docs/reliability.md");

    private MarkedBlock() {}

    /** For scripts: the page, the block and the command; the figures come from standard input. */
    public static void main(String[] args) throws IOException {
        var figures = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        replace(Path.of(args[0]), args[1], "`%s` on %s:%n%n%s".formatted(args[2], Machine.describe(), figures));
    }

    /**
     * Puts Markdown in the place of what is between the two marks, which stay.
     *
     * @throws IllegalArgumentException if the file has not just one such block; then it stays as it is
     */
    public static void replace(Path file, String name, String markdown) throws IOException {
        var text = Files.readString(file);
        var first = mark(file, text, "<!-- " + name + " -->\n");
        var last = mark(file, text, "<!-- /" + name + " -->");
        var from = text.indexOf('\n', first) + 1;
        if (from > last) {
            throw new IllegalArgumentException("In " + file + " the block " + name + " ends before it begins.");
        }
        Files.writeString(file, text.substring(0, from) + markdown.strip() + "\n" + text.substring(last));
    }

    private static int mark(Path file, String text, String mark) {
        var at = text.indexOf(mark);
        if (at < 0 || text.indexOf(mark, at + 1) >= 0) {
            throw new IllegalArgumentException(
                    "Put a line " + mark.strip() + " into " + file + ", once: what is measured is written there.");
        }
        return at;
    }
}
