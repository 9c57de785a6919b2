package dev.interlude.platform.problems;

import dev.interlude.platform.Json;
import dev.interlude.platform.Trace;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns any failure into an answer; an unexpected one is logged once, here, and reveals nothing to the caller. */
public final class ProblemAnswers {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAnswers.class);
    private static final int DEEPEST_CAUSE = 30;
    /** Refusals that an operator may be asked about. */
    private static final Set<Integer> LOGGED = Set.of(409, 502, 503);

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
        var database = DatabaseTrouble.in(failure);
        if (database.isPresent()) {
            LOG.warn(
                    "Refused with 503: the database is not available ({}; traceId {})",
                    DatabaseTrouble.summary(database.get()),
                    traceId);
            return of(DatabaseTrouble.problem(), traceId);
        }
        LOG.error("Unexpected failure (traceId {}): {}", traceId, Reasons.of(failure), Reasons.traceOf(failure));
        return of(Problem.of(ProblemCode.INTERNAL_ERROR, "Quote the traceId to who runs this server"), traceId);
    }

    /** A refusal that is answered once more, as it was kept under an Idempotency-Key. */
    public void again(int status, String traceId) {
        if (LOGGED.contains(status)) {
            LOG.info("Answered {} again for a repeated Idempotency-Key (traceId {})", status, traceId);
        }
    }

    /** Texts of ours alone are logged: a problem's detail names no person. */
    private static void log(Problem problem, String traceId) {
        if (LOGGED.contains(problem.status())) {
            LOG.info(
                    "Answered {} {} (traceId {}, booking {}): {}",
                    problem.status(),
                    problem.code(),
                    traceId,
                    Trace.booking() == null ? "none" : Trace.booking(),
                    problem.detail());
        }
    }

    public ProblemAnswer of(Problem problem, String traceId) {
        log(problem, traceId);
        var members = new LinkedHashMap<String, Object>();
        members.put("type", "https://interlude.dev/problems/" + name(problem.code()));
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

    private static String name(ProblemCode code) {
        return code.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
