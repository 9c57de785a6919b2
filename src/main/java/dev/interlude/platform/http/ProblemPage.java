package dev.interlude.platform.http;

import dev.interlude.platform.problems.Problem;
import dev.interlude.platform.problems.ProblemCode;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.springframework.boot.web.servlet.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Renders refusals of the servlet container and Spring as our problems. */
@Controller
public class ProblemPage implements ErrorController {

    /** Tomcat's answers to a transfer coding and a version of HTTP that it does not know. */
    private static final Set<Integer> UNKNOWN_HTTP = Set.of(501, 505);

    private final ProblemWriter problems;

    ProblemPage(ProblemWriter problems) {
        this.problems = problems;
    }

    @RequestMapping("${server.error.path:/error}")
    public void show(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        problems.write(request, response, problem(status instanceof Integer code ? code : 404));
    }

    static Problem problem(int status) {
        return switch (status) {
            case 401 -> Problem.of(ProblemCode.UNAUTHENTICATED, "Send Authorization: Bearer <key>");
            case 403 -> Problem.of(ProblemCode.FORBIDDEN, "The key lacks the role this needs");
            case 404 -> Problem.of(ProblemCode.NOT_FOUND, "There is nothing at this address");
            case 405 -> Problem.of(ProblemCode.METHOD_NOT_ALLOWED, "See the Allow header and /docs");
            case 413 -> Problem.of(ProblemCode.BODY_TOO_LARGE, "Send less");
            case 415 -> Problem.of(ProblemCode.UNSUPPORTED_MEDIA_TYPE, "Send application/json");
            case 503 -> Problem.of(ProblemCode.UNAVAILABLE, "Ask again").withRetryAfter(5);
            default ->
                status < 500 || UNKNOWN_HTTP.contains(status)
                        ? Problem.shape(List.of(new Problem.FieldError("", "The request cannot be read")))
                        : Problem.of(ProblemCode.INTERNAL_ERROR, "Quote the traceId to who runs this server");
        };
    }
}
