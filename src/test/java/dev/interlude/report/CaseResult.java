package dev.interlude.report;

import java.util.List;

/**
 * A case and how it ended.
 *
 * @param name of its method
 * @param sentence what it proves
 * @param named whether it is one of the guide's
 * @param failure null unless it failed
 * @param reason why it was skipped or did not run; empty otherwise
 * @param lines what was written while it ran, the servers' lines above all
 * @param figures what it measured
 */
public record CaseResult(
        String name,
        String sentence,
        boolean named,
        Outcome outcome,
        double seconds,
        Failure failure,
        String reason,
        List<String> lines,
        List<Figure> figures) {

    /** What fails or is skipped before the first case or after the last one. */
    static final String WHOLE_SUITE = "(whole suite)";

    boolean isWholeSuite() {
        return name.equals(WHOLE_SUITE);
    }

    public String method() {
        return method(name);
    }

    /** A name without the number or the parameters of one invocation. */
    static String method(String name) {
        return name.replaceFirst("[(\\[{ ].*", "");
    }

    /** The name without the types of its parameters; with the number of an invocation. */
    public String title() {
        return isWholeSuite()
                ? name
                : name.replaceFirst("\\([\\w.<>?, \\[\\]]*\\)", "").replaceFirst("\\{[\\w.<>?, \\[\\]]*\\}", " ");
    }

    CaseResult asNamed() {
        return new CaseResult(name, sentence, true, outcome, seconds, failure, reason, lines, figures);
    }

    public String duration() {
        return outcome == Outcome.NOT_RUN ? outcome.word() : Words.seconds(seconds);
    }

    static CaseResult notRun(String name, String sentence, String reason) {
        return new CaseResult(name, sentence, true, Outcome.NOT_RUN, 0, null, reason, List.of(), List.of());
    }
}
