package dev.interlude.saga;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Many rows as one JSON parameter, so that any number of steps or leases is one statement. */
public final class StepJson {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, String>> PAIRS = new TypeReference<>() {};

    private record StepRow(int seq, String compensation, String completion, Map<String, String> options) {}

    private record LeaseRow(String id, long fence) {}

    private StepJson() {}

    public static String steps(int firstSeq, List<PlannedStep> steps) {
        return write(IntStream.range(0, steps.size())
                .mapToObj(i -> {
                    var step = steps.get(i);
                    return new StepRow(firstSeq + i, step.compensation(), step.completion(), step.options());
                })
                .toList());
    }

    public static String leases(Collection<Lease> leases) {
        return write(leases.stream()
                .map(lease -> new LeaseRow(lease.saga().toString(), lease.fence()))
                .toList());
    }

    public static Map<String, String> options(String json) {
        try {
            return JSON.readValue(json, PAIRS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The journal's options are no pairs of text", e);
        }
    }

    private static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
