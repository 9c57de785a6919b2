package dev.interlude.platform.http;

import dev.interlude.platform.problems.Problem;
import dev.interlude.platform.problems.ProblemAnswer;
import dev.interlude.platform.problems.ProblemAnswers;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers a request that reaches no route. */
final class ProblemWriter {

    private final ProblemAnswers problems;

    ProblemWriter(ProblemAnswers problems) {
        this.problems = problems;
    }

    void write(HttpServletRequest request, HttpServletResponse response, Throwable failure) throws IOException {
        write(request, response, problems.ofFailure(failure, TraceFilter.of(request)));
    }

    void write(HttpServletRequest request, HttpServletResponse response, Problem problem) throws IOException {
        write(request, response, problems.of(problem, TraceFilter.of(request)));
    }

    private static void write(HttpServletRequest request, HttpServletResponse response, ProblemAnswer answer)
            throws IOException {
        response.setStatus(answer.status());
        UnreadBodyFilter.announceClose(request, response);
        response.setContentType(ProblemAnswer.CONTENT_TYPE);
        if (!answer.retryAfter().isEmpty()) {
            response.setHeader("Retry-After", answer.retryAfter());
        }
        response.setContentLength(answer.body().length);
        response.getOutputStream().write(answer.body());
    }
}
