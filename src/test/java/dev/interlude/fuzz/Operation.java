package dev.interlude.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.platform.docs.ShownContract;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An operation of {@code openapi.yaml}.
 *
 * @param body its schema; missing where it takes none
 */
record Operation(
        String id, String method, String path, List<Parameter> parameters, JsonNode body, List<JsonNode> examples) {

    record Parameter(String name, String in, boolean required, JsonNode schema) {}

    /** All that the contract has, in its order. */
    static List<Operation> all() {
        var document = document();
        var found = new ArrayList<Operation>();
        document.path("paths").properties().forEach(path -> path.getValue().properties().stream()
                .filter(method -> method.getValue().has("operationId"))
                .forEach(method -> found.add(of(document, path.getKey(), method.getKey(), path.getValue()))));
        return found;
    }

    static JsonNode document() {
        return new ShownContract(Clock.systemUTC()).document();
    }

    private static Operation of(JsonNode document, String path, String method, JsonNode ofPath) {
        var operation = ofPath.path(method);
        var parameters = new ArrayList<Parameter>();
        for (var place : List.of(ofPath, operation)) {
            place.path("parameters").forEach(written -> {
                var parameter = resolved(document, written);
                parameters.add(new Parameter(
                        parameter.path("name").asText(),
                        parameter.path("in").asText(),
                        parameter.path("required").asBoolean(),
                        parameter.path("schema")));
            });
        }
        var json = operation.at("/requestBody/content/application~1json");
        var examples = new ArrayList<JsonNode>();
        json.path("examples").forEach(example -> examples.add(example.path("value")));
        if (json.has("example")) {
            examples.add(json.path("example"));
        }
        return new Operation(
                operation.path("operationId").asText(),
                method.toUpperCase(Locale.ROOT),
                path,
                parameters,
                json.path("schema"),
                examples);
    }

    /** What a reference points to; anything else as it is. */
    static JsonNode resolved(JsonNode document, JsonNode node) {
        var reference = node.path("$ref").textValue();
        return reference == null ? node : resolved(document, document.at(reference.substring(1)));
    }
}
