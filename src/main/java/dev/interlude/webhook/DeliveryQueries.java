package dev.interlude.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.platform.problems.Problem;
import dev.interlude.platform.problems.ProblemCode;
import dev.interlude.platform.problems.Refused;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Reads requests about deliveries, and shows deliveries. */
public class DeliveryQueries {

    /** @throws Refused VALIDATION_FAILED when the cursor is none of ours */
    public DeliveryFilter filter(JsonNode query) {
        return new DeliveryFilter(
                query.hasNonNull("status")
                        ? DeliveryStatus.valueOf(query.path("status").asText())
                        : null,
                query.path("limit").asInt(50),
                cursor(query));
    }

    /** One page; the list has one more than the limit when there is a next one. */
    public Map<String, Object> page(List<DeliveryView> found, DeliveryFilter filter) {
        var shown = new ArrayList<>(found);
        var more = shown.size() > filter.limit();
        if (more) {
            shown.remove(shown.size() - 1);
        }
        var page = new LinkedHashMap<String, Object>();
        page.put("deliveries", shown);
        page.put("nextCursor", more ? shown.get(shown.size() - 1).id().toString() : null);
        return page;
    }

    /** The status whose deliveries are to be tried again. */
    public String replayed(JsonNode query) {
        return query.path("status").asText();
    }

    /** @throws Refused NOT_FOUND when there is no such delivery */
    public Map<String, Object> replayedOne(UUID delivery) {
        if (delivery == null) {
            throw Refused.because(ProblemCode.NOT_FOUND, "There is no delivery with this id.");
        }
        return Map.of("replayed", 1, "delivery", delivery);
    }

    public Map<String, Object> replayedSome(int deliveries) {
        return Map.of("replayed", deliveries);
    }

    private static UUID cursor(JsonNode query) {
        try {
            return query.hasNonNull("cursor")
                    ? UUID.fromString(query.path("cursor").asText())
                    : null;
        } catch (IllegalArgumentException e) {
            throw new Refused(Problem.meaning("?cursor", "is not a nextCursor of ours"));
        }
    }
}
