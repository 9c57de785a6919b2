package dev.interlude.series;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.platform.Caller;
import dev.interlude.platform.Contract;
import dev.interlude.platform.problems.ProblemAnswer;
import dev.interlude.platform.problems.ProblemAnswers;
import dev.interlude.platform.problems.Refused;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.IntStream;

/** Reads many bookings in one request. One that cannot be read is refused by itself. */
public class BulkRequests {

    private final Contract contract;
    private final ProblemAnswers problems;
    private final Clock clock;
    private final Duration answerLimit;

    public BulkRequests(Contract contract, ProblemAnswers problems, Clock clock, Duration answerLimit) {
        this.contract = contract;
        this.problems = problems;
        this.clock = clock;
        this.answerLimit = answerLimit;
    }

    /** Until when a caller who asks now waits. */
    public Instant patience() {
        return clock.instant().plus(answerLimit);
    }

    /**
     * An item without an Idempotency-Key of its own has one that follows from the bulk's and its place.
     *
     * @param id the same for every repeat under the same Idempotency-Key
     */
    public BulkRequest read(JsonNode json, UUID id, Caller caller, String traceId) {
        var items = json.path("items");
        return new BulkRequest(
                id,
                caller,
                IntStream.range(0, items.size())
                        .mapToObj(i -> item(items.get(i), id, i, traceId))
                        .toList());
    }

    /** The Idempotency-Key of an item that brings none. */
    public static String key(UUID bulk, int position) {
        return "bulk %s item %d".formatted(bulk, position);
    }

    private BulkRequest.Item item(JsonNode item, UUID bulk, int position, String traceId) {
        var key = item.hasNonNull("idempotencyKey") ? item.get("idempotencyKey").asText() : key(bulk, position);
        var booking = item.get("booking");
        return new BulkRequest.Item(
                position, key, BulkAction.PLACE, null, booking, problem("createBooking", booking, traceId));
    }

    private ProblemAnswer problem(String operation, JsonNode body, String traceId) {
        try {
            contract.check(operation, body);
            return null;
        } catch (Refused refused) {
            return problems.of(refused.problem(), traceId);
        }
    }
}
