package dev.interlude.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.oas.OpenApi31;
import dev.interlude.platform.Problem.FieldError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code openapi.yaml} as the gate every request passes; its schemas are compiled once. */
public final class Contract {

    private static final String FILE = "openapi.yaml";

    private record Parameter(JsonNode schema, boolean required, JsonSchema compiled) {}

    private record Operation(JsonSchema body, boolean bodyRequired, Map<String, Parameter> query) {}

    private static final SchemaValidatorsConfig STRICT = SchemaValidatorsConfig.builder()
            .formatAssertionsEnabled(true)
            .pathType(PathType.JSON_POINTER)
            .typeLoose(false)
            .build();

    private final JsonSchemaFactory factory =
            JsonSchemaFactory.getInstance(VersionFlag.V202012, builder -> builder.metaSchema(OpenApi31.getInstance())
                    .defaultMetaSchemaIri(OpenApi31.getInstance().getIri()));
    private final Json json;
    private final JsonNode document;
    private final Map<String, Operation> operations = new HashMap<>();

    public Contract(Json json) {
        this.json = json;
        this.document = read();
        document.path("paths").properties().forEach(path -> path.getValue().properties().stream()
                .filter(method -> method.getValue().has("operationId"))
                .forEach(method -> operations.put(
                        method.getValue().path("operationId").textValue(),
                        operation("/paths/" + Pointers.escaped(path.getKey()) + "/" + method.getKey()))));
    }

    /**
     * @param raw the body as it came
     * @return the body as JSON; {@code {}} where it may be left out and was, null where the operation takes none
     * @throws Refused naming every member that is missing, unknown or of the wrong shape
     */
    public JsonNode body(String operationId, byte[] raw) {
        var operation = operation(operationId, operations);
        var absent = raw == null || raw.length == 0;
        if (operation.body() == null) {
            return null;
        }
        if (absent && operation.bodyRequired()) {
            throw new Refused(Problem.shape(List.of(new FieldError("", "The body is missing"))));
        }
        var body = absent ? JsonNodeFactory.instance.objectNode() : json.parse(raw);
        var errors = new ArrayList<FieldError>();
        operation.body().validate(body).forEach(found -> errors.add(Sentences.of(found, document, "")));
        refuse(errors);
        return body;
    }

    /**
     * @param raw the query string as it came
     * @return its parameters in the types of the contract, defaults filled in
     */
    public ObjectNode query(String operationId, String raw) {
        var known = operation(operationId, operations).query();
        var given = QueryText.parse(raw);
        var errors = new ArrayList<FieldError>();
        var query = JsonNodeFactory.instance.objectNode();
        given.forEach((name, values) -> {
            if (!known.containsKey(name)) {
                errors.add(new FieldError("?" + Sentences.shortened(name), "is not known here"));
            } else if (values.size() > 1) {
                errors.add(new FieldError("?" + name, "is given more than once"));
            } else {
                var parameter = known.get(name);
                var value = QueryText.typed(values.get(0), parameter.schema());
                query.set(name, value);
                parameter
                        .compiled()
                        .validate(value)
                        .forEach(found -> errors.add(Sentences.of(found, document, "?" + name)));
            }
        });
        known.forEach((name, parameter) -> {
            if (!given.containsKey(name) && parameter.required()) {
                errors.add(new FieldError("?" + name, "is missing"));
            } else if (!given.containsKey(name) && parameter.schema().has("default")) {
                query.set(name, parameter.schema().get("default"));
            }
        });
        refuse(errors);
        return query;
    }

    /** The contract as JSON, for the page that shows it. */
    public JsonNode document() {
        return document;
    }

    private static void refuse(List<FieldError> errors) {
        if (!errors.isEmpty()) {
            throw new Refused(Problem.shape(List.copyOf(errors)));
        }
    }

    private static Operation operation(String id, Map<String, Operation> operations) {
        var found = operations.get(id);
        if (found == null) {
            throw new IllegalArgumentException("%s has no operation '%s'".formatted(FILE, id));
        }
        return found;
    }

    private Operation operation(String at) {
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
        try (var file = Contract.class.getResourceAsStream("/" + FILE)) {
            return new YAMLMapper().readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
