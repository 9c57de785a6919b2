package dev.interlude.report;

import java.util.Arrays;
import java.util.regex.Pattern;

/** What failures have in common, and where to look first; the first kind that fits. */
public enum FailureKind {
    LOST(
            "A process died or was stopped",
            "See target/test-reports/calcom/maven.log and the dump files of target/surefire-reports.",
            "^no result"),
    START(
            "The server or its surroundings did not start",
            "Look at the first error in the server's lines: a port in use, a database, a broken flow.",
            "ApplicationContext|BeanCreation|BeanDefinition|FailedToCreateRoute|FailedToStart|the server died|ExceptionInInitializer"),
    TIME(
            "Something did not happen in time",
            "The case waited for an effect. See what the server did meanwhile, and how busy the machine was.",
            "ConditionTimeout|Timeout|timed out"),
    DATABASE(
            "The database refused or could not be reached",
            "Look for the SQL state and the constraint that is named.",
            "SQLException|PSQLException|springframework\\.dao|springframework\\.jdbc|CannotGetJdbcConnection"),
    CONNECTION(
            "No connection, or one that broke",
            "Look whether the server or Cal.com was still running, and at the address that was called.",
            "java\\.net\\.|UncheckedIOException|IOException|ConnectException|SocketException|HttpConnect"),
    EXPECTATION(
            "The result is not what was expected",
            "Compare what the caller got, what the database holds and what Cal.com received.",
            "AssertionError|AssertionFailed|MultipleFailures|ComparisonFailure"),
    OTHER("An error that the case does not expect", "Read the stack from its last cause upwards.", "");

    private final String title;
    private final String advice;
    private final Pattern pattern;

    FailureKind(String title, String advice, String pattern) {
        this.title = title;
        this.advice = advice;
        this.pattern = Pattern.compile(pattern);
    }

    static FailureKind of(String thrown) {
        return Arrays.stream(values())
                .filter(kind -> kind.pattern.matcher(thrown).find())
                .findFirst()
                .orElse(OTHER);
    }

    public String title() {
        return title;
    }

    public String advice() {
        return advice;
    }
}
