package dev.interlude.report;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Why a case failed.
 *
 * @param type class of what was thrown
 * @param message as thrown, may have several lines
 * @param stack with all causes
 */
public record Failure(String type, String message, String stack) {

    private static final Pattern CAUSE = Pattern.compile("(?m)^\\s*Caused by: (.*)$");
    private static final Pattern OURS = Pattern.compile("at (?:\\S+/)?dev\\.interlude\\.[^(]*\\(([^)]+:\\d+)\\)");
    private static final int LONGEST = 600;

    public FailureKind kind() {
        return FailureKind.of(type + " " + rootCause());
    }

    /** The message; what was thrown if it has none. */
    public String cause() {
        var text = message.isBlank() ? type : message.strip();
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
    }

    /** What lies behind it: the last cause in the stack, empty if there is none. */
    public String rootCause() {
        return CAUSE.matcher(stack)
                .results()
                .map(cause -> cause.group(1))
                .reduce((first, last) -> last)
                .orElse("");
    }

    /** The line of our code that it came from, as {@code File.java:12}; empty if there is none. */
    public String where() {
        return OURS.matcher(stack)
                .results()
                .map(line -> line.group(1))
                .findFirst()
                .orElse("");
    }

    /** The stack without the frames of what runs the tests. */
    public String shortStack() {
        return stack.strip()
                .lines()
                .filter(line -> !line.matches("\\s+at (?:\\S+/)?(org\\.junit|org\\.apache\\.maven|java\\.|jdk\\.).*"))
                .collect(Collectors.joining("\n"));
    }
}
