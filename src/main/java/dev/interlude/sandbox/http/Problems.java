package dev.interlude.sandbox.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.interlude.sandbox.model.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a validator has against a body or query, in the two ways in which Cal.com writes it down. */
public final class Problems {

    private record Problem(String property, JsonNode value, Map<String, String> constraints, Problems children) {}

    private final JsonNode target;
    private final List<Problem> problems = new ArrayList<>();

    public Problems(JsonNode target) {
        this.target = target;
    }

    public Problems add(String property, String constraint, String text) {
        for (var known : problems) {
            if (known.property.equals(property)) {
                known.constraints.put(constraint, text);
                return this;
            }
        }
        var constraints = new LinkedHashMap<String, String>();
        constraints.put(constraint, text);
        problems.add(new Problem(property, target.path(property), constraints, null));
        return this;
    }

    public Problems unknown(String property) {
        return add(property, "whitelistValidation", "property " + property + " should not exist");
    }

    public Problems addAll(String property, Problems children) {
        if (!children.none()) {
            problems.add(new Problem(property, target.path(property), Map.of(), children));
        }
        return this;
    }

    public boolean none() {
        return problems.isEmpty();
    }

    String asMessage() {
        return problems.stream()
                .map(p -> p.property + " property is wrong," + String.join(", ", p.constraints.values()) + " "
                        + (p.children == null ? "" : p.children.asMessage()))
                .collect(Collectors.joining(", "));
    }

    ArrayNode asDetails() {
        var errors = Json.array();
        for (var problem : problems) {
            var error = errors.addObject();
            error.set("target", target);
            if (!problem.value.isMissingNode()) {
                error.set("value", problem.value);
            }
            error.put("property", problem.property);
            error.set("children", problem.children == null ? Json.array() : problem.children.asDetails());
            if (problem.children == null) {
                error.set("constraints", Json.of(problem.constraints));
            }
        }
        return errors;
    }
}
