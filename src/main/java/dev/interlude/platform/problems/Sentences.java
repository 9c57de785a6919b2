package dev.interlude.platform.problems;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ValidationMessage;
import dev.interlude.platform.problems.Problem.FieldError;
import java.util.Map;

/** Schema errors as sentences for people. A schema's {@code x-expects} tells what its pattern means. */
public final class Sentences {

    private static final Map<String, String> TYPES = Map.of(
            "string", "text",
            "integer", "a whole number",
            "number", "a number",
            "boolean", "true or false",
            "array", "a list",
            "object", "an object",
            "null", "null");

    private Sentences() {}

    /** @param root what the pointer starts with: empty for the body, {@code ?name} for a parameter */
    public static FieldError of(ValidationMessage found, JsonNode document, String root) {
        var pointer = root + found.getInstanceLocation();
        var member = found.getProperty();
        return switch (found.getType()) {
            case "required" -> new FieldError(below(pointer, member), "is missing");
            case "additionalProperties", "unevaluatedProperties", "propertyNames" ->
                new FieldError(member == null ? pointer : below(pointer, member), "is not known here");
            default -> new FieldError(pointer, sentence(found, document));
        };
    }

    public static String shortened(String name) {
        return name.length() <= 60 ? name : name.substring(0, 60) + "…";
    }

    private static String below(String pointer, String member) {
        return pointer + "/" + shortened(Pointers.escaped(member));
    }

    private static String sentence(ValidationMessage found, JsonNode document) {
        var rule = found.getSchemaNode();
        return switch (found.getType()) {
            case "type" -> "must be " + types(rule);
            case "enum" -> "must be one of " + words(rule);
            case "const" -> "must be " + rule.asText();
            case "pattern" -> "must be " + expected(found, document, "in the form the contract names");
            case "format" -> "email".equals(rule.asText()) ? "must be an e-mail address" : "must be a " + rule.asText();
            case "minLength" -> "must have at least %s characters".formatted(rule);
            case "maxLength" -> "must have at most %s characters".formatted(rule);
            case "minimum" -> "must be at least " + rule;
            case "maximum" -> "must be at most " + rule;
            case "minItems" -> "must have at least %s entries".formatted(rule);
            case "maxItems" -> "must have at most %s entries".formatted(rule);
            case "minProperties" -> "must have at least %s members".formatted(rule);
            case "maxProperties" -> "must have at most %s members".formatted(rule);
            case "uniqueItems" -> "names an entry twice";
            default -> "does not fit the contract (%s)".formatted(found.getType());
        };
    }

    private static String types(JsonNode rule) {
        return rule.isArray()
                ? String.join(
                        " or ",
                        rule.valueStream().map(type -> TYPES.get(type.asText())).toList())
                : TYPES.getOrDefault(rule.asText(), rule.asText());
    }

    private static String words(JsonNode rule) {
        return String.join(", ", rule.valueStream().map(JsonNode::asText).toList());
    }

    private static String expected(ValidationMessage found, JsonNode document, String otherwise) {
        var place = found.getSchemaLocation().getFragment().toString();
        var schema = document.at(place.substring(0, place.lastIndexOf('/')));
        return schema.path("x-expects").asText(otherwise);
    }
}
