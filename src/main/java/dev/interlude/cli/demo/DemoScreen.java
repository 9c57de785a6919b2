package dev.interlude.cli.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;

/** The demo's output: plain in a file, with colours on a terminal; as JSON, an object a line. */
final class DemoScreen {

    private static final String RESET = "\u001b[0m";

    private final PrintWriter out;
    private final boolean colours;
    private final boolean json;
    private final Instant began = Instant.now();

    DemoScreen(PrintWriter out, boolean colours, boolean json) {
        this.out = out;
        this.colours = colours;
        this.json = json;
    }

    void chapter(String title) {
        line(
                "chapter",
                title,
                "\n" + coloured("1;36", "── " + title + " " + "─".repeat(Math.max(3, 74 - title.length()))));
    }

    void say(String text) {
        line("text", text, "   " + text);
    }

    void good(String text) {
        line("good", text, "   " + coloured("32", "✓ ") + text);
    }

    void refused(String text) {
        line("refused", text, "   " + coloured("33", "✗ ") + text);
    }

    void quote(String text) {
        line("quote", text, "   " + coloured("2", text));
    }

    /** Progress with the seconds since the demo began. */
    void progress(String text) {
        var seconds = Duration.between(began, Instant.now()).toMillis() / 1000.0;
        line("progress", text, coloured("2", "%6.1f s  ".formatted(seconds)) + text);
    }

    private void line(String kind, String text, String shown) {
        out.println(json ? object(kind, text) : shown);
    }

    private static String object(String kind, String text) {
        var line = new LinkedHashMap<String, String>();
        line.put("kind", kind);
        line.put("text", text);
        return new ObjectMapper().valueToTree(line).toString();
    }

    private String coloured(String code, String text) {
        return colours ? "\u001b[" + code + "m" + text + RESET : text;
    }
}
