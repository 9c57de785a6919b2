package dev.interlude.series;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.platform.problems.ProblemCode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * The progress of a bulk.
 *
 * @param caller name of the API key that asked for it
 */
public record Bulk(UUID id, String caller, Instant askedAt, List<Item> items) {

    /**
     * @param status of the answer; null while it is not decided, as is {@code answer}
     * @param answer the booking, or the problem
     */
    public record Item(int position, Integer status, JsonNode answer) {

        boolean decided() {
            return status != null;
        }

        boolean withdrawn() {
            return decided()
                    && ProblemCode.WITHDRAWN.name().equals(answer.path("code").asText());
        }
    }

    long decided() {
        return items.stream().filter(Item::decided).count();
    }

    boolean isDone() {
        return decided() == items.size();
    }
}
