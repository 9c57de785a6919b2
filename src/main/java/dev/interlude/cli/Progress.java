package dev.interlude.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Shows on standard error how far a command is: in place on a terminal, else a line now and then. */
public final class Progress {

    private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);
    private static final int WIDTH = 30;

    private final PrintWriter err;
    private final boolean terminal;
    private final long began = System.nanoTime();
    private long lastLine = began;
    private int drawn;

    public Progress(PrintWriter err, boolean terminal) {
        this.err = err;
        this.terminal = terminal;
    }

    public void show(String text) {
        var line = "%s, %d s".formatted(text, seconds());
        if (terminal) {
            err.print("\r" + line + " ".repeat(Math.max(0, drawn - line.length())));
            err.flush();
            drawn = line.length();
        } else if (System.nanoTime() - lastLine >= BETWEEN_LINES.toNanos()) {
            lastLine = System.nanoTime();
            err.println(line);
        }
    }

    public void show(String what, long done, long all) {
        var filled = (int) (all == 0 ? WIDTH : WIDTH * done / all);
        var bar = terminal ? "[%s%s] ".formatted("█".repeat(filled), "·".repeat(WIDTH - filled)) : "";
        show("%s%d of %d %s".formatted(bar, done, all, what));
    }

    /** Wipes what is drawn. */
    public void end() {
        if (terminal && drawn > 0) {
            err.print("\r" + " ".repeat(drawn) + "\r");
            err.flush();
        }
    }

    public long seconds() {
        return Duration.ofNanos(System.nanoTime() - began).toSeconds();
    }

    /** Lets time pass before the server is asked again. */
    public static void rest(Duration pause) throws InterruptedException {
        new CountDownLatch(1).await(pause.toMillis(), TimeUnit.MILLISECONDS);
    }
}
