package dev.interlude.absences;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.platform.Caller;
import dev.interlude.platform.Contract;
import dev.interlude.platform.problems.Problem;
import dev.interlude.platform.problems.ProblemAnswer;
import dev.interlude.platform.problems.ProblemAnswers;
import dev.interlude.platform.problems.Refused;
import dev.interlude.series.BulkAction;
import dev.interlude.series.BulkRequest;
import dev.interlude.series.BulkRequests;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/** Reads what is to be done with bookings that an absence concerns. An item that makes no sense is refused by itself. */
public class AbsenceItems {

    private final Contract contract;
    private final ProblemAnswers problems;

    public AbsenceItems(Contract contract, ProblemAnswers problems) {
        this.contract = contract;
        this.problems = problems;
    }

    /**
     * @param concerned the bookings it concerns
     * @param id the same for every repeat under the same Idempotency-Key
     */
    public BulkRequest read(
            JsonNode json, Absence absence, List<UUID> concerned, UUID id, Caller caller, String traceId) {
        var items = new ArrayList<BulkRequest.Item>();
        var left = new HashSet<>(concerned);
        for (var item : json.path("items")) {
            var position = items.size();
            var booking = UUID.fromString(item.path("booking").asText());
            var action = BulkAction.valueOf(item.path("action").asText().toUpperCase(Locale.ROOT));
            var body = body(item, action, absence);
            items.add(new BulkRequest.Item(
                    position,
                    BulkRequests.key(id, position),
                    action,
                    booking,
                    body,
                    problem(position, action, booking, body, left, traceId)));
        }
        return new BulkRequest(id, caller, items);
    }

    /** As a request of its own would have it. The reason of the absence is not the customer's business. */
    private static JsonNode body(JsonNode item, BulkAction action, Absence absence) {
        ObjectNode body = item.deepCopy();
        return switch (action) {
            case MOVE -> body.retain("start", "timeZone", "segments", "reason");
            case CANCEL -> body.retain("reason");
            default -> body.retain(List.of()).put("absence", absence.id().toString());
        };
    }

    private ProblemAnswer problem(
            int position, BulkAction action, UUID booking, JsonNode body, Set<UUID> left, String traceId) {
        try {
            if (!left.remove(booking)) {
                throw new Refused(Problem.meaning(
                        "/items/%d/booking".formatted(position),
                        "is not concerned by this absence, or was named before; the absence lists those that are"));
            }
            if (action == BulkAction.MOVE) {
                contract.check("rescheduleBooking", body);
            }
            return null;
        } catch (Refused refused) {
            return problems.of(refused.problem(), traceId);
        }
    }
}
