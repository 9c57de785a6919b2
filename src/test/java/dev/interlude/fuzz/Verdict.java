package dev.interlude.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;

/** Whether an answer may be given to a stranger who sends anything. */
final class Verdict {

    /** Names and phrases of what the server is made of. Its own sentences have none of them. */
    private static final Pattern LIBRARIES = Pattern.compile("\\b(com|org|java|javax|jakarta|io|dev)\\.[a-z]\\w*\\.\\w"
            + "|Exception|Stacktrace|stack trace|\\bat [a-z]+\\.\\w+\\.|JSON parse|[Jj]ackson|Unrecognized token|Unexpected char"
            + "|Cannot (de)?serialize|[Tt]omcat|[Cc]atalina|[Cc]amel\\b|PSQL|[Pp]ostgre|SQLSTATE|ERROR:|violates|[Hh]ikari"
            + "|resilience4j|Spring|Whitelabel|NullPointer");
    /** Answered before anybody else is asked. */
    private static final Set<Integer> NOBODY_ASKED = Set.of(400, 401, 403, 405, 406, 411, 413, 414, 415, 417, 431);

    private final boolean problems;
    private final ToLongFunction<String> callsOfTrace;

    /**
     * @param problems whether refusals must be problem+json; the console's are pages
     * @param callsOfTrace how many calls Cal.com got with a trace id
     */
    Verdict(boolean problems, ToLongFunction<String> callsOfTrace) {
        this.problems = problems;
        this.callsOfTrace = callsOfTrace;
    }

    /** What is wrong with it; nothing, if all is well. */
    List<String> of(Request request, Wire.Reply reply) {
        var wrong = new ArrayList<String>();
        var status = reply.status();
        if (!reply.inTime()) {
            wrong.add("no end of the answer within " + Wire.PATIENCE_MILLIS + " ms");
        }
        if (status == 0 && request.framing() != Request.Framing.CUT) {
            wrong.add("no answer");
        }
        if (status >= 500) {
            wrong.add("status " + status);
        }
        if (status >= 400) {
            LIBRARIES
                    .matcher(reply.head() + "\r\n" + reply.body())
                    .results()
                    .limit(3)
                    .forEach(found -> wrong.add("says '" + found.group() + "'"));
        }
        if (status >= 400
                && status < 500
                && problems
                && !brokenUnread(request, reply)
                && !reply.head().contains("\r\ncontent-type: application/problem+json")) {
            wrong.add("is no problem+json");
        }
        if (request.trace() != null && NOBODY_ASKED.contains(status)) {
            var calls = callsOfTrace.applyAsLong(request.trace());
            if (calls > 0) {
                wrong.add("Cal.com was called " + calls + " times for what is answered " + status);
            }
        }
        return wrong;
    }

    /** Tomcat skips a body that nobody has read after the answer is made, and says no more than 400 if it has no end. */
    private static boolean brokenUnread(Request request, Wire.Reply reply) {
        return request.framing() == Request.Framing.BROKEN_CHUNKS
                && reply.status() == 400
                && !reply.head().contains("\r\ncontent-type:");
    }
}
