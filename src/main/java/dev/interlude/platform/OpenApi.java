package dev.interlude.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.oas.OpenApi31;
import dev.interlude.platform.problems.Pointers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code openapi.yaml}, read and compiled once. */
final class OpenApi {

    /** @param schema as it is written, references followed; for types and defaults */
    record Parameter(JsonNode schema, boolean required, JsonSchema compiled) {}

    /**
     * @param body null where the operation takes none
     * @param path its segments, as the contract writes them
     * @param members the path's members by their segment, such as {@code {id}}
     */
    record Operation(
            JsonSchema body,
            boolean bodyRequired,
            Map<String, Parameter> query,
            List<String> path,
            Map<String, Parameter> members) {}

    private static final String FILE = "openapi.yaml";
    private static final SchemaLocation LOCATION = SchemaLocation.of("classpath:" + FILE);
    private static final SchemaValidatorsConfig STRICT = SchemaValidatorsConfig.builder()
            .formatAssertionsEnabled(true)
            .pathType(PathType.JSON_POINTER)
            .typeLoose(false)
            .build();

    private final JsonNode document = read();
    private final JsonSchema root = JsonSchemaFactory.getInstance(
                    VersionFlag.V202012, builder -> builder.metaSchema(OpenApi31.getInstance())
                            .defaultMetaSchemaIri(OpenApi31.getInstance().getIri()))
            .getSchema(LOCATION, document, STRICT);
    private final Map<String, Operation> operations = new HashMap<>();

    OpenApi() {
        document.path("paths").properties().forEach(path -> path.getValue().properties().stream()
                .filter(method -> method.getValue().has("operationId"))
                .forEach(method -> operations.put(
                        method.getValue().path("operationId").textValue(), compile(path.getKey(), method.getKey()))));
    }

    JsonNode document() {
        return document;
    }

    /** @throws IllegalArgumentException if a route names an operation that the contract does not have */
    Operation operation(String id) {
        var found = operations.get(id);
        if (found == null) {
            throw new IllegalArgumentException("%s has no operation '%s'".formatted(FILE, id));
        }
        return found;
    }

    private Operation compile(String path, String method) {
        var root = "/paths/" + Pointers.escaped(path);
        var at = root + "/" + method;
        var body = document.at(at + "/requestBody");
        var members = new LinkedHashMap<String, Parameter>();
        parameters(root, "path").forEach((name, member) -> members.put("{" + name + "}", member));
        parameters(at, "path").forEach((name, member) -> members.put("{" + name + "}", member));
        return new Operation(
                body.isMissingNode() ? null : compiled(at + "/requestBody/content/application~1json/schema"),
                body.path("required").asBoolean(),
                parameters(at, "query"),
                List.of(path.split("/")),
                members);
    }

    private Map<String, Parameter> parameters(String at, String in) {
        var found = new LinkedHashMap<String, Parameter>();
        for (var i = 0; i < document.at(at + "/parameters").size(); i++) {
            var place = resolved(at + "/parameters/" + i);
            var parameter = document.at(place);
            if (in.equals(parameter.path("in").textValue())) {
                var schema = document.at(resolved(place + "/schema"));
                found.put(
                        parameter.path("name").textValue(),
                        new Parameter(schema, parameter.path("required").asBoolean(), compiled(place + "/schema")));
            }
        }
        return found;
    }

    private String resolved(String pointer) {
        var reference = document.at(pointer).path("$ref").textValue();
        return reference == null ? pointer : reference.substring(1);
    }

    /** All are parts of one schema: a fragment asked of the factory would read the file again. */
    private JsonSchema compiled(String pointer) {
        var schema = root.getRefSchema(SchemaLocation.of(FILE + "#" + pointer).getFragment());
        schema.initializeValidators();
        return schema;
    }

    private static JsonNode read() {
        try (var file = OpenApi.class.getResourceAsStream("/" + FILE)) {
            return new YAMLMapper().readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
