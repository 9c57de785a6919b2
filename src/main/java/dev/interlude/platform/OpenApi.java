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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code openapi.yaml}, read and compiled once. */
final class OpenApi {

    /** @param schema as it is written, references followed; for types and defaults */
    record Parameter(JsonNode schema, boolean required, JsonSchema compiled) {}

    /** @param body null where the operation takes none */
    record Operation(JsonSchema body, boolean bodyRequired, Map<String, Parameter> query) {}

    private static final String FILE = "openapi.yaml";
    private static final SchemaValidatorsConfig STRICT = SchemaValidatorsConfig.builder()
            .formatAssertionsEnabled(true)
            .pathType(PathType.JSON_POINTER)
            .typeLoose(false)
            .build();

    private final JsonSchemaFactory factory =
            JsonSchemaFactory.getInstance(VersionFlag.V202012, builder -> builder.metaSchema(OpenApi31.getInstance())
                    .defaultMetaSchemaIri(OpenApi31.getInstance().getIri()));
    private final JsonNode document = read();
    private final Map<String, Operation> operations = new HashMap<>();

    OpenApi() {
        document.path("paths").properties().forEach(path -> path.getValue().properties().stream()
                .filter(method -> method.getValue().has("operationId"))
                .forEach(method -> operations.put(
                        method.getValue().path("operationId").textValue(),
                        compile("/paths/" + Pointers.escaped(path.getKey()) + "/" + method.getKey()))));
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

    private Operation compile(String at) {
        var body = document.at(at + "/requestBody");
        var query = new LinkedHashMap<String, Parameter>();
        for (var i = 0; i < document.at(at + "/parameters").size(); i++) {
            var place = resolved(at + "/parameters/" + i);
            var parameter = document.at(place);
            if ("query".equals(parameter.path("in").textValue())) {
                var schema = document.at(resolved(place + "/schema"));
                query.put(
                        parameter.path("name").textValue(),
                        new Parameter(schema, parameter.path("required").asBoolean(), compiled(place + "/schema")));
            }
        }
        return new Operation(
                body.isMissingNode() ? null : compiled(at + "/requestBody/content/application~1json/schema"),
                body.path("required").asBoolean(),
                query);
    }

    private String resolved(String pointer) {
        var reference = document.at(pointer).path("$ref").textValue();
        return reference == null ? pointer : reference.substring(1);
    }

    private JsonSchema compiled(String pointer) {
        var schema = factory.getSchema(SchemaLocation.of("classpath:" + FILE + "#" + pointer), STRICT);
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
