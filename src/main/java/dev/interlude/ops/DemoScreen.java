package dev.interlude.ops;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;

/** Where the demo tells its tale: plain in a file, with colours on a terminal. */
final class DemoScreen {

    private static final String RESET = "\u001b[0m";

    private final PrintStream out;
    private final boolean colours;
    private final Instant began = Instant.now();

    DemoScreen(PrintStream out, boolean colours) {
        this.out = out;
        this.colours = colours;
    }

    void chapter(String title) {
        out.println();
        out.println(coloured("1;36", "── " + title + " " + "─".repeat(Math.max(3, 74 - title.length()))));
    }

    void say(String text) {
        out.println("   " + text);
    }

    void good(String text) {
        out.println("   " + coloured("32", "✓ ") + text);
    }

    void refused(String text) {
        out.println("   " + coloured("33", "✗ ") + text);
    }

    void quote(String text) {
        out.println("   " + coloured("2", text));
    }

    /** Progress with the seconds since the demo began. */
    void progress(String text) {
        var seconds = Duration.between(began, Instant.now()).toMillis() / 1000.0;
        out.println(coloured("2", "%6.1f s  ".formatted(seconds)) + text);
    }

    private String coloured(String code, String text) {
        return colours ? "\u001b[" + code + "m" + text + RESET : text;
    }
}
