package dev.interlude.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.platform.problems.Problem;
import dev.interlude.platform.problems.Problem.FieldError;
import dev.interlude.platform.problems.ProblemCode;
import dev.interlude.platform.problems.Refused;
import dev.interlude.platform.problems.Sentences;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Validates every request against {@code openapi.yaml}; a refusal lists every mistake. */
public final class Contract {

    private final Json json;
    private final OpenApi openApi = new OpenApi();

    public Contract(Json json) {
        this.json = json;
    }

    /**
     * @param raw the body as it came
     * @return the body as JSON; {@code {}} if it is optional and missing, null where the operation takes none
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
     * For a part of a larger body.
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
     * Checks every id and name in the path. An address that is to be erased is not checked here: it may be one that the
     * contract would not take from a caller.
     *
     * @param raw the path as it came
     * @throws Refused NOT_FOUND: there is nothing under an id of the wrong form
     */
    public void path(String operationId, String raw) {
        var operation = openApi.operation(operationId);
        var given = raw.split("/");
        for (var i = 0; i < Math.min(given.length, operation.path().size()); i++) {
            var member = operation.members().get(operation.path().get(i));
            if (member != null && !"email".equals(member.schema().path("format").asText())) {
                check(operation.path().get(i), member, given[i]);
            }
        }
    }

    private void check(String name, OpenApi.Parameter member, String given) {
        var errors = member.compiled().validate(QueryText.typed(given, member.schema())).stream()
                .map(found -> Sentences.of(found, openApi.document(), name.replaceAll("[{}]", "")))
                .toList();
        if (!errors.isEmpty()) {
            throw new Refused(Problem.of(ProblemCode.NOT_FOUND, "There is nothing at this address")
                    .withErrors(errors));
        }
    }

    /** A member of the path as it was written: Camel reads the bare text {@code null} as no value. */
    public Text member(Map<String, Object> headers, String name) {
        return new Text(String.valueOf(headers.get(name)));
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
                var value = QueryText.typed(meant(values.get(0), parameter), parameter.schema());
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

    /**
     * A plus sign that the caller did not encode arrives as a blank. Where the parameter allows no blank and would allow a plus
     * sign there (an e-mail address, an offset), the plus sign was meant.
     */
    private static String meant(String text, OpenApi.Parameter parameter) {
        var plus = text.replace(' ', '+');
        return !plus.equals(text) && !fits(text, parameter) && fits(plus, parameter) ? plus : text;
    }

    private static boolean fits(String text, OpenApi.Parameter parameter) {
        return parameter
                .compiled()
                .validate(QueryText.typed(text, parameter.schema()))
                .isEmpty();
    }

    private static void refuse(List<FieldError> errors) {
        if (!errors.isEmpty()) {
            throw new Refused(Problem.shape(List.copyOf(errors)));
        }
    }
}
