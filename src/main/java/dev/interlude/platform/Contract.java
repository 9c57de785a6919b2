package dev.interlude.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.platform.Problem.FieldError;
import java.util.ArrayList;
import java.util.List;

/** The gate every request passes: what {@code openapi.yaml} does not know is refused, with every reason at once. */
public final class Contract {

    private final Json json;
    private final OpenApi openApi = new OpenApi();

    public Contract(Json json) {
        this.json = json;
    }

    /**
     * @param raw the body as it came
     * @return the body as JSON; {@code {}} where it may be left out and was, null where the operation takes none
     * @throws Refused naming every member that is missing, unknown or of the wrong shape
     */
    public JsonNode body(String operationId, byte[] raw) {
        var operation = openApi.operation(operationId);
        if (operation.body() == null) {
            return null;
        }
        if (raw != null && raw.length > 0) {
            return check(operationId, json.parse(raw));
        }
        if (operation.bodyRequired()) {
            throw new Refused(Problem.shape(List.of(new FieldError("", "The body is missing"))));
        }
        return JsonNodeFactory.instance.objectNode();
    }

    /**
     * For what comes as a part of a larger body.
     *
     * @return the same
     * @throws Refused if the operation does not take that body
     */
    public JsonNode check(String operationId, JsonNode body) {
        var errors = new ArrayList<FieldError>();
        openApi.operation(operationId)
                .body()
                .validate(body)
                .forEach(found -> errors.add(Sentences.of(found, openApi.document(), "")));
        refuse(errors);
        return body;
    }

    /**
     * @param raw the query string as it came
     * @return its parameters in the types of the contract, defaults filled in
     */
    public ObjectNode query(String operationId, String raw) {
        var known = openApi.operation(operationId).query();
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
                        .forEach(found -> errors.add(Sentences.of(found, openApi.document(), "?" + name)));
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
        return openApi.document();
    }

    private static void refuse(List<FieldError> errors) {
        if (!errors.isEmpty()) {
            throw new Refused(Problem.shape(List.copyOf(errors)));
        }
    }
}
