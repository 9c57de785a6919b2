package dev.interlude.platform.http;

import dev.interlude.platform.Problem;
import dev.interlude.platform.ProblemAnswer;
import dev.interlude.platform.ProblemAnswers;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers a request that no route gets to see. */
final class ProblemWriter {

    private final ProblemAnswers problems;

    ProblemWriter(ProblemAnswers problems) {
        this.problems = problems;
    }

    void write(HttpServletRequest request, HttpServletResponse response, Problem problem) throws IOException {
        var answer = problems.of(problem, TraceFilter.of(request));
        response.setStatus(answer.status());
        response.setContentType(ProblemAnswer.CONTENT_TYPE);
        if (!answer.retryAfter().isEmpty()) {
            response.setHeader("Retry-After", answer.retryAfter());
        }
        response.setContentLength(answer.body().length);
        response.getOutputStream().write(answer.body());
    }
}
