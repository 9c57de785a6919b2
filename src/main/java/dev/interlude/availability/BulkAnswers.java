package dev.interlude.availability;

import dev.interlude.availability.search.Offer;
import dev.interlude.availability.slots.SlotReading;
import dev.interlude.platform.problems.ProblemAnswer;
import dev.interlude.platform.problems.ProblemAnswers;
import dev.interlude.platform.problems.Refused;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The answers to many searches, in the order they were asked. */
public class BulkAnswers {

    private final AvailabilityView view;
    private final ProblemAnswers problems;

    public BulkAnswers(AvailabilityView view, ProblemAnswers problems) {
        this.view = view;
        this.problems = problems;
    }

    public BulkResult found(BulkQuery query, List<Offer> offers, SlotReading slots) {
        return new BulkResult(query.index(), 200, view.offers(query.search(), offers, slots), null);
    }

    /** It is invalid. */
    public BulkResult refused(BulkQuery query, String traceId) {
        return result(query, problems.ofFailure(new Refused(query.problem()), traceId));
    }

    /** It could not be answered now. */
    public BulkResult failed(BulkQuery query, Throwable failure, String traceId) {
        return result(query, problems.ofFailure(failure, traceId));
    }

    public Map<String, List<BulkResult>> all(List<BulkResult> results) {
        return Map.of("results", results);
    }

    private static BulkResult result(BulkQuery query, ProblemAnswer problem) {
        return new BulkResult(
                query.index(), problem.status(), null, new String(problem.body(), StandardCharsets.UTF_8));
    }
}
