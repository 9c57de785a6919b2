package dev.interlude.platform;

import java.util.LinkedHashMap;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever went wrong into an answer; what nobody expected is logged once, here, and says nothing outside. */
public final class ProblemAnswers {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAnswers.class);
    private static final int DEEPEST_CAUSE = 30;

    private final Json json;

    public ProblemAnswers(Json json) {
        this.json = json;
    }

    /** Splits, sagas and breakers wrap what a room threw: the {@link Refused} inside is the answer. */
    public ProblemAnswer ofFailure(Throwable failure, String traceId) {
        var cause = failure;
        for (var depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            if (cause instanceof Refused refused) {
                return of(refused.problem(), traceId);
            }
            cause = cause.getCause();
        }
        LOG.error("Nobody expected this (traceId {})", traceId, failure);
        return of(Problem.of(ProblemCode.INTERNAL_ERROR, "Quote the traceId to who runs this server"), traceId);
    }

    public ProblemAnswer of(Problem problem, String traceId) {
        var members = new LinkedHashMap<String, Object>();
        members.put("type", "https://interlude.dev/problems/" + word(problem.code()));
        members.put("title", problem.code().title());
        members.put("status", problem.status());
        members.put("detail", problem.detail());
        members.put("code", problem.code());
        members.put("errors", problem.errors());
        members.put("traceId", traceId);
        if (!problem.alternatives().isEmpty()) {
            members.put("alternatives", problem.alternatives());
        }
        if (problem.retryAfterSeconds() != null) {
            members.put("retryAfterSeconds", problem.retryAfterSeconds());
        }
        var retryAfter = problem.retryAfterSeconds() == null
                ? ""
                : problem.retryAfterSeconds().toString();
        return new ProblemAnswer(problem.status(), retryAfter, json.bytes(members));
    }

    private static String word(ProblemCode code) {
        return code.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
