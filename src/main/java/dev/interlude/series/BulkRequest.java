package dev.interlude.series;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.platform.Caller;
import dev.interlude.platform.problems.ProblemAnswer;
import java.util.List;
import java.util.UUID;

/** Many bookings as requested, or many changes of bookings. */
public record BulkRequest(UUID id, Caller caller, List<Item> items) {

    /**
     * @param key its Idempotency-Key
     * @param target the booking it is about; null where it is to be made
     * @param body of the request, had it come alone
     * @param problem why it cannot even be read, or null
     */
    public record Item(
            int position, String key, BulkAction action, UUID target, JsonNode body, ProblemAnswer problem) {}
}
