package dev.interlude.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** All that the contract offers, so that a test leaves no operation out. */
public final class Operations {

    /** @param query the names of its query parameters */
    public record Operation(String method, String path, List<String> query) {

        public boolean hasMember() {
            return path.contains("{");
        }

        /** Its path with this in the place of each member. */
        public String at(String member) {
            return path.replaceAll("\\{[^}]*}", java.util.regex.Matcher.quoteReplacement(member));
        }
    }

    private Operations() {}

    public static List<Operation> all() {
        var contract = read();
        return contract.path("paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream()
                        .filter(method -> method.getValue().has("operationId"))
                        .map(method -> new Operation(
                                method.getKey().toUpperCase(java.util.Locale.ROOT),
                                path.getKey(),
                                query(contract, method.getValue()).toList())))
                .toList();
    }

    private static Stream<String> query(JsonNode contract, JsonNode operation) {
        return StreamSupport.stream(operation.path("parameters").spliterator(), false)
                .map(parameter -> parameter.has("$ref")
                        ? contract.at(parameter.path("$ref").asText().substring(1))
                        : parameter)
                .filter(parameter -> parameter.path("in").asText().equals("query"))
                .map(parameter -> parameter.path("name").asText());
    }

    private static JsonNode read() {
        try (var file = Operations.class.getResourceAsStream("/openapi.yaml")) {
            return new YAMLMapper().readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
