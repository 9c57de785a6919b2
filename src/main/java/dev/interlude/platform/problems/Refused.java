package dev.interlude.platform.problems;

/** Thrown by any room to end a request with a {@link Problem}; expected, so without a stack trace. */
public class Refused extends RuntimeException {

    private static final int RETRY_SOON = 5;

    private final transient Problem problem;

    public Refused(Problem problem) {
        super(problem.code() + ": " + problem.detail(), null, false, false);
        this.problem = problem;
    }

    public static Refused because(ProblemCode code, String detail) {
        return new Refused(Problem.of(code, detail));
    }

    /** Nothing was begun; the same request may come again in some seconds. */
    public static Refused tooBusy(String detail) {
        return new Refused(Problem.of(ProblemCode.UNAVAILABLE, detail).withRetryAfter(RETRY_SOON));
    }

    public Problem problem() {
        return problem;
    }
}
