package dev.interlude.availability;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.platform.Contract;
import dev.interlude.platform.problems.Problem;
import dev.interlude.platform.problems.Problem.FieldError;
import dev.interlude.platform.problems.Refused;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Reads many searches in one body. Each is validated like a single search and refused on its own. */
public class BulkQueries {

    private final Contract contract;
    private final AvailabilityRequests requests;

    public BulkQueries(Contract contract, AvailabilityRequests requests) {
        this.contract = contract;
        this.requests = requests;
    }

    public List<BulkQuery> read(JsonNode body) {
        var queries = body.path("queries");
        return IntStream.range(0, queries.size())
                .mapToObj(i -> query(i, queries.get(i)))
                .toList();
    }

    private BulkQuery query(int index, JsonNode asked) {
        try {
            var query = contract.query("searchAvailability", written(asked));
            return new BulkQuery(index, requests.read(query), null);
        } catch (Refused refused) {
            return new BulkQuery(index, null, pointing(refused.problem()));
        }
    }

    /** As the parameters of a single search. */
    private static String written(JsonNode asked) {
        return asked.properties().stream()
                .filter(member -> !member.getValue().isNull())
                .map(member -> encoded(member.getKey()) + "=" + encoded(text(member.getValue())))
                .collect(Collectors.joining("&"));
    }

    private static String text(JsonNode value) {
        return value.isValueNode() ? value.asText() : value.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Members of the body instead of parameters. */
    private static Problem pointing(Problem problem) {
        return new Problem(
                problem.code(),
                problem.status(),
                problem.detail().replaceFirst("^\\?", "/"),
                problem.errors().stream()
                        .map(error -> new FieldError(error.pointer().replaceFirst("^\\?", "/"), error.detail()))
                        .toList(),
                problem.alternatives(),
                problem.retryAfterSeconds());
    }
}
