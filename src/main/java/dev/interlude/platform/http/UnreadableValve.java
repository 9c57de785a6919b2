package dev.interlude.platform.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.interlude.platform.Json;
import dev.interlude.platform.problems.ProblemAnswer;
import dev.interlude.platform.problems.ProblemAnswers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;

/** Answers requests too broken for Tomcat to dispatch; Tomcat instantiates it by name. */
public final class UnreadableValve extends ErrorReportValve {

    private static final ProblemAnswers PROBLEMS = new ProblemAnswers(new Json(new ObjectMapper()));

    @Override
    protected void report(Request request, Response response, Throwable thrown) {
        if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        write(response, response.getStatus());
    }

    static void write(Response response, int status) {
        var traceId = UUID.randomUUID().toString().replace("-", "");
        var answer = PROBLEMS.of(ProblemPage.problem(status), traceId);
        response.setStatus(answer.status());
        try {
            response.setContentType(ProblemAnswer.CONTENT_TYPE);
            response.setCharacterEncoding(StandardCharsets.UTF_8.name());
            response.getReporter().write(new String(answer.body(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
