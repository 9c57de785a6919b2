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
        if (hasUnreadBody(request)) {
            // UnreadBodyValve may close the connection; without this its client would send the next request over it.
            response.setHeader("Connection", "close");
        }
        response.setContentType(ProblemAnswer.CONTENT_TYPE);
        if (!answer.retryAfter().isEmpty()) {
            response.setHeader("Retry-After", answer.retryAfter());
        }
        response.setContentLength(answer.body().length);
        response.getOutputStream().write(answer.body());
    }

    private static boolean hasUnreadBody(HttpServletRequest request) throws IOException {
        var sendsBody = request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
        return sendsBody && !request.getInputStream().isFinished();
    }
}
