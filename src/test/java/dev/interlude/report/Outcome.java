package dev.interlude.report;

/** How a case ended. */
public enum Outcome {
    PASSED("✓", "passed"),
    FAILED("✗", "failed"),
    SKIPPED("–", "skipped"),
    NOT_RUN("○", "did not run");

    private final String mark;
    private final String word;

    Outcome(String mark, String word) {
        this.mark = mark;
        this.word = word;
    }

    public String mark() {
        return mark;
    }

    public String word() {
        return word;
    }

    /** Its class in the style sheet. */
    public String css() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
