package dev.interlude.series;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.platform.Caller;
import dev.interlude.platform.problems.ProblemAnswer;
import java.util.List;
import java.util.UUID;

/** Many bookings as requested. */
public record BulkRequest(UUID id, Caller caller, List<Item> items) {

    /**
     * @param key its Idempotency-Key
     * @param problem why it cannot even be read, or null
     */
    public record Item(int position, String key, JsonNode booking, ProblemAnswer problem) {}
}
